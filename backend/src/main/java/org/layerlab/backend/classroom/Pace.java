package org.layerlab.backend.classroom;

import java.util.function.LongSupplier;

/** How fast one connection may talk: a token bucket (RFC 1633). Belongs to one connection. */
public final class Pace {
    /** Messages a second, in the long run: twice what a page sends. */
    public static final int MESSAGES_A_SECOND = 4;

    /** Messages at once, such as those that waited while the network was away. */
    public static final int BURST = 40;

    private final LongSupplier nanoTime;
    private final long interval;
    private final int burst;
    private long fullAt;

    /** A full bucket of messages. */
    public Pace(LongSupplier nanoTime) {
        this(nanoTime, MESSAGES_A_SECOND, BURST);
    }

    /**
     * A full bucket.
     *
     * @param perSecond how many there may be a second, in the long run
     * @param burst how many at once
     */
    public Pace(LongSupplier nanoTime, int perSecond, int burst) {
        this.nanoTime = nanoTime;
        this.interval = 1_000_000_000 / perSecond;
        this.burst = burst;
        this.fullAt = nanoTime.getAsLong();
    }

    /** Counts one; says whether it is within the pace. */
    public boolean take() {
        long now = nanoTime.getAsLong();
        long full = fullAt - now < 0 ? now : fullAt;
        if (full + interval - now > burst * interval) {
            return false;
        }
        fullAt = full + interval;
        return true;
    }
}
