package org.layerlab.page.training;

/** How fast a run is let go: as fast as it can, or so slowly that it can be watched. */
public final class Pace {
    private static final double FRAME_MS = 16;
    /** At paces of more than an iteration a frame it looks twice a frame, so that no frame goes without. */
    private static final double LOOK_MS = 8;

    /** After a longer wait, as of a page in the background, nothing is caught up on. */
    private static final double MOST_FRAMES = 4;

    private double perSecond;
    private double lastStep;
    /** Iterations that were due and that the machine had no time for. */
    private int owed;

    /**
     * Sets the pace.
     *
     * @param iterationsPerSecond 0 for as fast as it can
     */
    public void set(double iterationsPerSecond, double now) {
        perSecond = iterationsPerSecond;
        owed = 0;
        lastStep = now;
    }

    private boolean limited() {
        return perSecond > 0;
    }

    /** A run starts to play: an iteration is due at once, and the next after a whole interval. */
    public void start(double now) {
        lastStep = limited() ? now - 1000 / perSecond : now;
    }

    /** How many iterations are due now; counts them as made, but for those that {@link #leave} gives back. */
    public int due(double now) {
        if (!limited()) {
            return Integer.MAX_VALUE;
        }
        double interval = 1000 / perSecond;
        double longest = Math.max(interval, MOST_FRAMES * FRAME_MS);
        int count = (int) Math.floor(Math.min(now - lastStep, longest) / interval + 1e-6);
        if (count > 0) {
            // A late one moves those that follow: two at once would be seen as one. Faster than the eye, none is lost.
            double late = interval > 2 * FRAME_MS ? interval / 2 : interval;
            lastStep = Math.max(lastStep + count * interval, now - late);
        }
        int due = (int) Math.min(owed + (double) count, Math.max(1, longest / interval));
        owed = 0;
        return due;
    }

    /** Gives back what of the due there was no time for. */
    public void leave(int left) {
        owed = limited() ? Math.max(0, left) : 0;
    }

    /** Milliseconds until something is due; 0 where something is. */
    public double delay(double now) {
        if (!limited() || owed > 0) {
            return 0;
        }
        double interval = 1000 / perSecond;
        return Math.max(interval < FRAME_MS ? LOOK_MS : FRAME_MS, lastStep + interval - now);
    }
}
