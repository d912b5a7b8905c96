package org.layerlab.page.live;

import org.layerlab.page.browser.EventLoop;

/** Tells a run's latest state, at most twice a second; what comes in between is told by the next. */
final class StateReporter {
    private static final double INTERVAL = 500;

    private final EventLoop loop;
    private final Runnable tell;
    private double next;
    private boolean waiting;

    /**
     * @param tell sends what is latest
     */
    StateReporter(EventLoop loop, Runnable tell) {
        this.loop = loop;
        this.tell = tell;
    }

    /** Something is new. */
    void news() {
        if (waiting) {
            return;
        }
        double now = loop.now();
        if (now >= next) {
            say();
        } else {
            waiting = true;
            loop.after(next - now, () -> {
                waiting = false;
                say();
            });
        }
    }

    private void say() {
        next = loop.now() + INTERVAL;
        tell.run();
    }
}
