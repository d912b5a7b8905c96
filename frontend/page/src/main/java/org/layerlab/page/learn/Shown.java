package org.layerlab.page.learn;

/**
 * Which verdicts in a frame count as another try. A drawing that is judged twice in a row is one try, as the second verdict
 * says nothing new.
 */
final class Shown {
    private String given = "";
    private int awaited;
    private String judged = "";

    /** A drawing is given to the frame. */
    void give(String drawing) {
        awaited = drawing.equals(given) ? awaited + 1 : 1;
        given = drawing;
    }

    /** A verdict came: whether it is on something else than the one before. */
    boolean counts() {
        // Where none is awaited, the learner gave the frame a photo.
        String now = awaited > 0 ? given : "";
        boolean counts = now.isEmpty() || !now.equals(judged);
        awaited = Math.max(0, awaited - 1);
        judged = now;
        return counts;
    }
}
