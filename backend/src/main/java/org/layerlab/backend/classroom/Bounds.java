package org.layerlab.backend.classroom;

import java.time.Duration;

/**
 * What rooms may take.
 *
 * @param rooms open at once
 * @param pupils in a room, those included who lost their connection
 * @param longest a room ends after this
 * @param silence a room ends when nobody said anything for this long
 */
public record Bounds(int rooms, int pupils, Duration longest, Duration silence) {
    /** 1,000 rooms of 40 pupils, 12 hours, 30 minutes. */
    public static final Bounds DEFAULT = new Bounds(1000, 40, Duration.ofHours(12), Duration.ofMinutes(30));

    /** Of memory for a room: its pupils with their pictures, and a link with points. */
    private static final long ROOM_BYTES = 128 << 10;

    /** The share of Java's memory that rooms may take. */
    private static final int SHARE = 8;

    /** Models that a pupil may have handed in; the oldest goes first. */
    static final int MODELS = 5;

    /** Pupils that a room remembers as removed. */
    static final int REMOVED = 200;

    /** These bounds, with fewer rooms where Java has less memory than they would need. */
    public Bounds within(long memory) {
        return new Bounds((int) Math.max(1, Math.min(rooms, memory / SHARE / ROOM_BYTES)), pupils, longest, silence);
    }

    /**
     * @throws IllegalArgumentException when one is not positive
     */
    public Bounds {
        if (rooms < 1 || pupils < 1 || longest.isNegative() || longest.isZero() || silence.isNegative()) {
            throw new IllegalArgumentException("bounds of rooms must be positive: " + rooms + " rooms, " + pupils
                    + " pupils, " + longest + ", " + silence);
        }
    }
}
