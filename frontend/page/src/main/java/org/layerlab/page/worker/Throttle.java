package org.layerlab.page.worker;

/** Keeps a side task (painting the boundary, measuring accuracy) to a share of the time, however long it takes. */
final class Throttle {
    private final double share;
    private double lastEnd = Double.NEGATIVE_INFINITY;
    private double lastCost;

    /**
     * A throttle that has not run yet.
     *
     * @param share of the time that the task may take, in (0, 1)
     */
    Throttle(double share) {
        this.share = share;
    }

    /** Whether the task may run again. */
    boolean due(double now) {
        return now - lastEnd >= lastCost * (1 - share) / share;
    }

    /** Notes that the task has run. */
    void ran(double start, double end) {
        lastCost = end - start;
        lastEnd = end;
    }
}
