package org.layerlab.page.learn;

/**
 * How an experiment stands.
 *
 * @param iteration iterations made
 * @param cost on the training points
 * @param trainAccuracy 0 to 1
 * @param testAccuracy 0 to 1; NaN where there are no test points
 * @param running whether it trains
 * @param goal whether all goals were reached
 * @param verdicts verdicts on photos so far
 */
record Report(
        int iteration,
        double cost,
        double trainAccuracy,
        double testAccuracy,
        boolean running,
        boolean goal,
        int verdicts) {
    /** Before anything has happened. */
    static final Report NOTHING = new Report(0, Double.NaN, Double.NaN, Double.NaN, false, false, 0);

    /** One verdict more. */
    Report judged() {
        return new Report(iteration, cost, trainAccuracy, testAccuracy, running, goal, verdicts + 1);
    }

    /** Whether anything has happened. */
    boolean hasBegun() {
        return iteration > 0 || verdicts > 0;
    }

    /**
     * Whether the experiment is at its end.
     *
     * @param iterations how many there are to make; 0 for photos
     * @param tries how many verdicts there have to be
     */
    boolean hasEnded(int iterations, int tries) {
        return iterations == 0 ? verdicts >= tries : goal || (!running && iteration >= iterations);
    }
}
