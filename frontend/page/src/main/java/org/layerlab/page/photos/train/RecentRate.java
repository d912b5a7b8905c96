package org.layerlab.page.photos.train;

import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a count grows, over the last seconds: steady enough to be read, and to tell from it what is left. */
final class RecentRate {
    private static final double WINDOW_MS = 5000;
    private static final double LEAST_MS = 300;

    private record Moment(double time, double count) {}

    private final Deque<Moment> moments = new ArrayDeque<>();

    /** Starts over: what was before has nothing to do with what comes. */
    void clear() {
        moments.clear();
    }

    /**
     * Takes in how far the count is now.
     *
     * @param now milliseconds, not before the last call's
     */
    void at(double now, double count) {
        moments.addLast(new Moment(now, count));
        // The first one that is outside of the window stays, so that the window is always full.
        while (moments.size() > 2 && now - second().time >= WINDOW_MS) {
            moments.removeFirst();
        }
    }

    private Moment second() {
        var each = moments.iterator();
        each.next();
        return each.next();
    }

    /** A second's growth; 0 as long as that is not known. */
    double perSecond() {
        if (moments.isEmpty()) {
            return 0;
        }
        Moment first = moments.getFirst();
        Moment last = moments.getLast();
        double elapsed = last.time - first.time;
        return elapsed < LEAST_MS ? 0 : (last.count - first.count) * 1000 / elapsed;
    }
}
