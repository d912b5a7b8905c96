package org.layerlab.page.learn;

/**
 * Which verdicts in a frame count as another try. A drawing that is judged twice in a row is one try, as the second verdict
 * says nothing new.
 */
final class TryCounter {
    private String judged = "";

    /**
     * A verdict came: whether it is on something else than the one before.
     *
     * @param drawing what was judged; empty for a photo of the learner's own
     */
    boolean counts(String drawing) {
        boolean counts = drawing.isEmpty() || !drawing.equals(judged);
        judged = drawing;
        return counts;
    }
}
