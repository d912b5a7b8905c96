package org.layerlab.page.models;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Numbers;
import org.layerlab.page.worker.Messages;
import org.layerlab.page.worker.WorkerLink;
import org.teavm.jso.typedarrays.Int8Array;

/** The panel in which a saved run is made again, in a worker of its own, and its digits are compared. */
final class Verifying implements WorkerLink.Listener {
    /** Relative differences below this are no more than another order of summation. */
    private static final double ROUNDING = 1e-9;

    private static final double ROUNDING_FLOAT32 = 1e-3;

    private final boolean float64;
    private final String kernels;
    private @Nullable WorkerLink worker;
    private boolean running;

    /**
     * The panel, not yet shown.
     *
     * @param precision of the saved run
     * @param kernels that computed it; empty where the card does not tell
     */
    Verifying(String precision, String kernels) {
        float64 = precision.equals("float64");
        this.kernels = kernels;
        Dom.on("verify-stop", "click", event -> stop());
    }

    /** Begins; the file has to be whole. */
    void start(Int8Array file) {
        WorkerLink link = worker == null ? new WorkerLink(this) : worker;
        worker = link;
        running = true;
        Dom.enable("verify", false);
        Dom.show("verify-card", true);
        Dom.show("verify-stop", true);
        Dom.progress(Dom.byId("verify-progress"), 0, 1);
        result("", "Training the same run again in this browser …");
        link.send(Messages.verify(file));
    }

    private void stop() {
        if (worker != null) {
            worker.send(Messages.command("halt"));
        }
        end("stopped", "Stopped: nothing was compared to the end.");
    }

    @Override
    public void verifying(int done, int total) {
        if (running) {
            Dom.progress(Dom.byId("verify-progress"), done, total);
            result(
                    "",
                    Numbers.grouped(done) + " of " + Numbers.grouped(total)
                            + " iterations made again, all costs alike so far.");
        }
    }

    @Override
    public void verified(String text) {
        if (!running) {
            return;
        }
        JsonObject verdict = Json.parse(text).asObject();
        Dom.progress(Dom.byId("verify-progress"), 1, 1);
        String where = CardText.string(verdict, "where");
        String there = CardText.string(verdict, "saved");
        String here = CardText.string(verdict, "here");
        long costs = (long) CardText.number(verdict, "costs");
        double largest = CardText.number(verdict, "largest");
        String made =
                Numbers.grouped((long) CardText.number(verdict, "iterations")) + " iterations were made again here: ";
        if (CardText.string(verdict, "kind").equals("departs")) {
            end(
                    "departs",
                    "It departs at " + where + ": the saved cost is " + there + ", here it is " + here + "."
                            + meaning(verdict));
        } else if (verdict.getBoolean("exact", false)) {
            end(
                    "reproduced",
                    "Reproduced. " + made + costText(costs) + " and every parameter are the same, to the last"
                            + " bit.");
        } else if (largest <= (float64 ? ROUNDING : ROUNDING_FLOAT32)) {
            end(
                    "reproduced",
                    "Reproduced. " + made + costText(costs) + " print the same six decimals, and the parameters"
                            + " agree in " + digits(largest) + " digits; " + where + " is the furthest, " + there
                            + " there and "
                            + here + " here.");
        } else {
            end(
                    "departs",
                    made + costText(costs) + " print the same six decimals, but the parameters depart: " + where
                            + " is " + there + " in the file and " + here + " here." + meaning(verdict));
        }
    }

    private static String costText(long costs) {
        return costs == 1 ? "the one cost" : "all " + Numbers.grouped(costs) + " costs";
    }

    private static int digits(double difference) {
        int digits = 0;
        for (double d = difference; d < 1 && digits < 17; d *= 10) {
            digits++;
        }
        return digits - 1;
    }

    /** What a departure means, and what it does not. */
    private String meaning(JsonObject verdict) {
        int partsAt = verdict.getInt("partsAt", -1);
        boolean rounding = partsAt >= 0 && CardText.number(verdict, "gap") <= (float64 ? ROUNDING : ROUNDING_FLOAT32);
        if (!rounding) {
            return " That is more than rounding explains: the card does not tell how these parameters came about.";
        }
        return " The costs part by a hair at iteration " + Numbers.grouped(partsAt) + ", and the difference grows: "
                + (float64 ? "so it does in a restless run" : "so it does in float32")
                + " when the sums are rounded otherwise, with or without fused multiply-add. It was computed with "
                + (kernels.isEmpty() ? "kernels that the card does not name" : "the kernels “" + kernels + "”")
                + ", here they are “" + CardText.string(verdict, "kernels") + "”. It does not make the card wrong.";
    }

    @Override
    public void failed(String why) {
        end("failed", why);
    }

    private void end(String verdict, String text) {
        running = false;
        Dom.enable("verify", true);
        Dom.show("verify-stop", false);
        result(verdict, text);
    }

    private static void result(String verdict, String text) {
        Dom.byId("verify-result").setAttribute("data-verdict", verdict);
        Dom.text("verify-result", text);
    }
}
