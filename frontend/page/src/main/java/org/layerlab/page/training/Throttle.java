package org.layerlab.page.training;

/** Keeps a side task (painting the boundary, measuring accuracy) to a share of the time, however long it takes. */
public final class Throttle {
    /**
     * What a turn is taken to have cost at most, unless the one before took longer, too: a device that slept in between
     * had the clock go on.
     */
    private static final double MOST_MS = 2000;

    private final double share;
    private double lastEnd = Double.NEGATIVE_INFINITY;
    private double lastCost;
    private double lastTook;

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
        double took = end - start;
        lastCost = Math.min(took, Math.max(MOST_MS, lastTook));
        lastTook = took;
        lastEnd = end;
    }
}
