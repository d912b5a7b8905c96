package org.layerlab.page.play;

import org.teavm.jso.JSBody;

/** Tells the page around an embedded playground how the run stands. */
final class EmbedEvents {
    private EmbedEvents() {}

    /**
     * Posts {@code {source: "layerlab", type: "progress", …}} to the page around this one, at most four times a second
     * while it trains, and once {@code type: "goal"}. Not embedded, it does nothing.
     */
    static void tell(PlayRun run, boolean reached) {
        post(run.iteration(), run.cost(), run.train(), run.test(), run.playing(), reached);
    }

    @JSBody(
            params = {"iteration", "cost", "trainAccuracy", "testAccuracy", "running", "goal"},
            script = "var last = self.told || {};"
                    + "if (parent === self || running && last.running && performance.now() < last.next"
                    + "  && goal === last.goal) { return; }"
                    + "self.told = {running: running, goal: goal, next: performance.now() + 250};"
                    + "var post = function(message) { message.source = 'layerlab'; parent.postMessage(message, '*'); };"
                    + "post({type: 'progress', iteration: iteration, cost: cost, trainAccuracy: trainAccuracy,"
                    + "  testAccuracy: testAccuracy, goal: goal, running: running});"
                    + "if (goal && !last.goal) { post({type: 'goal'}); }")
    private static native void post(
            int iteration, double cost, double trainAccuracy, double testAccuracy, boolean running, boolean goal);
}
