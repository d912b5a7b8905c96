package org.layerlab.page.training;

/** Keeps a side task (painting the boundary, measuring accuracy) to a share of the time, however long it takes. */
public final class Throttle {
    private final double share;
    private double lastEnd = Double.NEGATIVE_INFINITY;
    private double lastCost;

    /**
     * A throttle that has not run yet.
     *
     * @param share of the time that the task may take, in (0, 1)
     */
    public Throttle(double share) {
        this.share = share;
    }

    /** Whether the task may run again. */
    public boolean due(double now) {
        return now - lastEnd >= lastCost * (1 - share) / share;
    }

    /** Notes that the task has run. */
    public void ran(double start, double end) {
        lastCost = end - start;
        lastEnd = end;
    }
}
