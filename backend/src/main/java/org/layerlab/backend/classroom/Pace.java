package org.layerlab.backend.classroom;

import java.util.function.LongSupplier;

/** How fast one connection may talk: a token bucket (RFC 1633). Belongs to one connection. */
public final class Pace {
    /** Messages a second, in the long run: twice what a page sends. */
    public static final int MESSAGES_A_SECOND = 4;

    /** Messages at once, such as those that waited while the network was away. */
    public static final int BURST = 40;

    private static final long INTERVAL = 1_000_000_000 / MESSAGES_A_SECOND;

    private final LongSupplier nanoTime;
    private long fullAt;

    /** A full bucket. */
    public Pace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.fullAt = nanoTime.getAsLong();
    }

    /** Counts a message; says whether it is within the pace. */
    public boolean take() {
        long now = nanoTime.getAsLong();
        long full = fullAt - now < 0 ? now : fullAt;
        if (full + INTERVAL - now > BURST * INTERVAL) {
            return false;
        }
        fullAt = full + INTERVAL;
        return true;
    }
}
