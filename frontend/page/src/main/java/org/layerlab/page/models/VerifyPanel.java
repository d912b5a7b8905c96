package org.layerlab.page.models;

import com.eclipsesource.json.Json;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.ModelMessages;
import org.layerlab.page.message.WorkerLink;
import org.teavm.jso.typedarrays.Int8Array;

/** The panel in which a saved run is repeated, in a worker of its own, and its digits are compared. */
final class VerifyPanel implements ModelMessages.Listener {
    private final boolean float64;
    private final String kernels;
    private final Asker asker = new Asker(this::failed);
    private @Nullable WorkerLink worker;
    private boolean running;

    /**
     * The panel, not yet shown.
     *
     * @param precision of the saved run
     * @param kernels that computed it; empty where the card does not say
     */
    VerifyPanel(String precision, String kernels) {
        float64 = precision.equals("float64");
        this.kernels = kernels;
        Dom.on("verify-stop", "click", event -> stop());
    }

    /** Begins to repeat the run of a parameter file. */
    void start(Int8Array file) {
        if (worker == null || worker.isDead()) {
            worker = ModelMessages.start(this);
            asker.turnTo(worker);
        }
        running = true;
        boolean focused = Dom.focused().equals("verify");
        Dom.enable("verify", false);
        Dom.show("verify-card", true);
        Dom.show("verify-stop", true);
        if (focused) {
            // A disabled button loses the focus, and the next Tab would begin at the top of the page.
            Dom.focus("#verify-stop");
        }
        Dom.progress(Dom.byId("verify-progress"), 0, 1);
        result("", Texts.of("Repeating the run in this browser …"));
        asker.ask(ModelMessages.verify(file), verdict -> verified(verdict.getText()));
    }

    private void stop() {
        asker.forget(ModelMessages.VERIFY);
        if (worker != null) {
            worker.send(ModelMessages.halt());
        }
        end("stopped", Texts.of("Stopped before the comparison was complete."));
    }

    @Override
    public void verifying(int done, int total) {
        if (running) {
            Dom.progress(Dom.byId("verify-progress"), done, total);
            result(
                    "",
                    Texts.of(
                            "{0} of {1} iterations repeated; all costs agree so far.",
                            NumberFormat.grouped(done), NumberFormat.grouped(total)));
        }
    }

    private void verified(String text) {
        Dom.progress(Dom.byId("verify-progress"), 1, 1);
        VerificationResult found = VerificationResult.of(Json.parse(text).asObject(), float64, kernels);
        end(found.verdict(), found.text());
    }

    @Override
    public void failed(String why) {
        end("failed", why);
    }

    private void end(String verdict, String text) {
        running = false;
        boolean focused = Dom.focused().equals("verify-stop");
        Dom.enable("verify", true);
        Dom.show("verify-stop", false);
        if (focused) {
            Dom.focus("#verify");
        }
        result(verdict, text);
    }

    private static void result(String verdict, String text) {
        Dom.byId("verify-result").setAttribute("data-verdict", verdict);
        Dom.text("verify-result", text);
    }
}
