package org.layerlab.page.worker;

import org.layerlab.page.browser.Clock;

/** How fast a run is let go: as fast as it can, or so slowly that it can be watched. */
final class Pace {
    private static final double FRAME_MS = 16;
    /** After a longer wait, as of a page in the background, nothing is caught up on. */
    private static final double MOST_FRAMES = 4;

    private double perSecond;
    private double lastStep;

    /**
     * Sets the pace.
     *
     * @param iterationsPerSecond 0 for as fast as it can
     */
    void set(double iterationsPerSecond) {
        perSecond = iterationsPerSecond;
        lastStep = Clock.now();
    }

    boolean limited() {
        return perSecond > 0;
    }

    /** How many iterations are due now; counts them as made. */
    int due(double now) {
        double interval = 1000 / perSecond;
        double waited = Math.min(now - lastStep, Math.max(interval, MOST_FRAMES * FRAME_MS));
        int count = (int) Math.floor(waited / interval + 1e-6);
        if (count > 0) {
            lastStep = Math.max(lastStep + count * interval, now - interval);
        }
        return count;
    }

    /** Milliseconds until something is due. */
    double wait(double now) {
        return Math.max(FRAME_MS, lastStep + 1000 / perSecond - now);
    }
}
