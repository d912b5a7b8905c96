package org.layerlab.page.training;

/** Measures updates a second, every half a second. */
final class Speed {
    private static final double WINDOW_MS = 500;

    /** The first measurement comes sooner. */
    private static final double FIRST_WINDOW_MS = WINDOW_MS / 5;

    private double since;
    private int from;
    private double perSecond;

    /** Training continues. */
    void start(double now, int iteration) {
        since = now;
        from = iteration;
    }

    /** Training stands still. */
    void stop() {
        perSecond = 0;
    }

    /** Training has come to an iteration. */
    void at(double now, int iteration) {
        double elapsed = now - since;
        if (elapsed >= (perSecond == 0 ? FIRST_WINDOW_MS : WINDOW_MS)) {
            perSecond = (iteration - from) * 1000 / elapsed;
            since = now;
            from = iteration;
        }
    }

    /** Updates a second; 0 while none is measured. */
    double perSecond() {
        return perSecond;
    }
}
