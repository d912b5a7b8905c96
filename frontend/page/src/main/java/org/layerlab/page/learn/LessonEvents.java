package org.layerlab.page.learn;

import org.teavm.jso.JSBody;

/** Tells the page around a lesson in a frame what was answered, and how the experiment stands. */
final class LessonEvents {
    private LessonEvents() {}

    /** Posts {@code {source: "layerlab", type: "lesson", …}}; not in a frame, it does nothing. */
    static void tell(LessonState state, int checkRight) {
        lesson(state.predicted(), state.outcome(), state.checked(), state.checked() == checkRight);
    }

    /** Posts what the playground in the lesson posted: {@code progress}, and once a run {@code goal}. */
    static void tell(Report report) {
        if (report.iteration() > 0) {
            progress(
                    report.iteration(),
                    report.cost(),
                    report.trainAccuracy(),
                    report.testAccuracy(),
                    report.running(),
                    report.goal());
        }
        goal(report.goal());
    }

    private static final String POST = "if (parent === self) { return; }"
            + "var post = function(message) { message.source = 'layerlab'; parent.postMessage(message, '*'); };";

    @JSBody(
            params = {"predicted", "outcome", "checked", "right"},
            script = POST
                    + "post({type: 'lesson', predicted: predicted, outcome: outcome, checked: checked, right: right});")
    private static native void lesson(int predicted, int outcome, int checked, boolean right);

    @JSBody(
            params = {"iteration", "cost", "trainAccuracy", "testAccuracy", "running", "goal"},
            script = POST
                    + "post({type: 'progress', iteration: iteration, cost: cost, trainAccuracy: trainAccuracy,"
                    + "  testAccuracy: testAccuracy, goal: goal, running: running});")
    private static native void progress(
            int iteration, double cost, double trainAccuracy, double testAccuracy, boolean running, boolean goal);

    @JSBody(
            params = "goal",
            script = POST + "if (goal && !self.goalTold) { post({type: 'goal'}); } self.goalTold = goal;")
    private static native void goal(boolean goal);
}
