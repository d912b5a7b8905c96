package org.layerlab.page.photos;

import org.layerlab.page.browser.EventLoop;

/**
 * When the next camera picture is judged: one at a time, with a pause as long as the answer took, so that page and worker
 * keep half of their time for other work; none while the page is hidden.
 */
final class LivePace {
    private static final double LEAST_REST_MS = 60;
    private static final double MOST_REST_MS = 1000;

    /** The weight of the last interval in the rate. */
    private static final double NEWEST = 0.2;

    private final EventLoop loop;
    private final Runnable ask;
    private boolean running;
    private boolean hidden;
    private boolean asking;
    private double asked;
    private double answered = Double.NaN;
    private double interval = Double.NaN;
    /** Counts the pauses, so that one that was cut short asks nothing at its end. */
    private int rests;

    /**
     * Nothing is judged yet.
     *
     * @param ask has a picture judged; {@link #answered} is called for each
     */
    LivePace(EventLoop loop, Runnable ask) {
        this.loop = loop;
        this.ask = ask;
    }

    /** Starts judging. */
    void start() {
        running = true;
        interval = Double.NaN;
        answered = Double.NaN;
        rest(0);
    }

    /** Stops judging. An answer may still arrive. */
    void stop() {
        running = false;
        rests++;
    }

    boolean running() {
        return running;
    }

    /** Sets whether the page is hidden, so that nothing is asked. */
    void hidden(boolean now) {
        hidden = now;
        answered = Double.NaN;
        rest(0);
    }

    /** The answer has arrived, or there will be none. */
    void answered() {
        if (!asking) {
            return;
        }
        asking = false;
        double now = loop.now();
        if (!Double.isNaN(answered)) {
            double last = now - answered;
            interval = Double.isNaN(interval) ? last : interval + NEWEST * (last - interval);
        }
        answered = now;
        rest(Math.min(MOST_REST_MS, Math.max(LEAST_REST_MS, now - asked)));
    }

    /** How many pictures are judged a second; 0 where that is not known yet. */
    double perSecond() {
        return interval > 0 ? 1000 / interval : 0;
    }

    private void rest(double milliseconds) {
        rests++;
        int mine = rests;
        if (!running || hidden || asking) {
            return;
        }
        loop.after(milliseconds, () -> {
            if (mine == rests) {
                asking = true;
                asked = loop.now();
                ask.run();
            }
        });
    }
}
