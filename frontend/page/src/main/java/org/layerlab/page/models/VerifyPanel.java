package org.layerlab.page.models;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Messages;
import org.layerlab.page.message.WorkerLink;
import org.layerlab.page.settings.CardText;
import org.teavm.jso.typedarrays.Int8Array;

/** The panel in which a saved run is made again, in a worker of its own, and its digits are compared. */
final class VerifyPanel implements WorkerLink.Listener {
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
    VerifyPanel(String precision, String kernels) {
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
        result("", Texts.of("Training the same run again in this browser …"));
        link.send(Messages.verify(file));
    }

    private void stop() {
        if (worker != null) {
            worker.send(Messages.command("halt"));
        }
        end("stopped", Texts.of("Stopped: nothing was compared to the end."));
    }

    @Override
    public void verifying(int done, int total) {
        if (running) {
            Dom.progress(Dom.byId("verify-progress"), done, total);
            result(
                    "",
                    Texts.of(
                            "{0} of {1} iterations made again, all costs alike so far.",
                            NumberFormat.grouped(done), NumberFormat.grouped(total)));
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
        String made = Texts.of(
                "{0} iterations were made again here: ",
                NumberFormat.grouped((long) CardText.number(verdict, "iterations")));
        if (CardText.string(verdict, "kind").equals("departs")) {
            end(
                    "departs",
                    Texts.of(
                            "It departs at {0}: the saved cost is {1}, here it is {2}.{3}",
                            where, there, here, meaning(verdict)));
        } else if (verdict.getBoolean("exact", false)) {
            end(
                    "reproduced",
                    Texts.of(
                            "Reproduced. {0}{1} and every parameter are the same, to the last bit.",
                            made, costText(costs)));
        } else if (largest <= (float64 ? ROUNDING : ROUNDING_FLOAT32)) {
            end(
                    "reproduced",
                    Texts.of(
                            "Reproduced. {0}{1} print the same six decimals, and the parameters agree in {2} digits; {3} is the furthest, {4} there and {5} here.",
                            made, costText(costs), digits(largest), where, there, here));
        } else {
            end(
                    "departs",
                    Texts.of(
                            "{0}{1} print the same six decimals, but the parameters depart: {2} is {3} in the file and {4} here.{5}",
                            made, costText(costs), where, there, here, meaning(verdict)));
        }
    }

    private static String costText(long costs) {
        return costs == 1 ? Texts.of("the one cost") : Texts.of("all {0} costs", NumberFormat.grouped(costs));
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
            return Texts.of(
                    " That is more than rounding explains: the card does not tell how these parameters came about.");
        }
        return Texts.of(
                " The costs part by a hair at iteration {0}, and the difference grows: {1} when the sums are rounded otherwise, with or without fused multiply-add. It was computed with {2}, here they are “{3}”. It does not make the card wrong.",
                NumberFormat.grouped(partsAt),
                float64 ? Texts.of("so it does in a restless run") : Texts.of("so it does in float32"),
                kernels.isEmpty()
                        ? Texts.of("kernels that the card does not name")
                        : Texts.of("the kernels “{0}”", kernels),
                CardText.string(verdict, "kernels"));
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
