package org.layerlab.page.training;

/** How much one call into the kernels does, so that it takes a few milliseconds: updates, or a part of one. */
final class StepSize {
    /** A call takes about this long: short enough to stay within a slice. */
    private static final double CALL_MS = 3;

    private static final double FIRST_FLOPS = 1e8;

    /** A part has no fewer operations, however slow the machine. */
    private static final double LEAST_FLOPS = 1e6;

    private final int mostSteps;
    private int steps = 1;
    /** Stays from one run to the next: it is the machine's. */
    private double flops = FIRST_FLOPS;

    StepSize(int mostSteps) {
        this.mostSteps = mostSteps;
    }

    /** Another run begins. */
    void begin() {
        steps = 1;
    }

    /** How many updates to make in a call. */
    int steps() {
        return steps;
    }

    /** How many operations of an update to make in a call. */
    double flops() {
        return flops;
    }

    /** Some updates took this long. */
    void stepsTook(int made, double milliseconds) {
        if (milliseconds > CALL_MS) {
            steps = Math.max(1, (int) (made * CALL_MS / milliseconds));
        } else if (made == steps && milliseconds < CALL_MS / 2) {
            steps = Math.min(mostSteps, 2 * steps);
        }
    }

    /** A part of an update took this long. */
    void partTook(double milliseconds) {
        if (milliseconds > CALL_MS) {
            flops = Math.max(LEAST_FLOPS, flops * Math.max(0.5, CALL_MS / milliseconds));
        } else if (milliseconds < CALL_MS / 2) {
            flops = 1.25 * flops;
        }
    }
}
