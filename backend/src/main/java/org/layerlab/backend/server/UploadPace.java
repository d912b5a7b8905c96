package org.layerlab.backend.server;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a body comes fast enough: a body that drips in would hold its place for others, so it has to come faster the
 * longer it takes. Time in which it may not come, because the server's own disk is not ready for it, does not count.
 * Belongs to one event loop.
 */
final class UploadPace {
    /** What a body must bring at least, at first and after a while. */
    private static final long MIN_BYTES_PER_SECOND = 1024;

    private static final long MOST_STEPS = 16;
    private static final long SECOND = 1_000_000_000;

    private final Duration timeout;
    private final long slow;
    private final LongSupplier nanoTime;
    private final long began;

    private long received;
    private long held;
    private long heldSince;
    private boolean isHeld;

    // When it was looked at last: how long the client had had, and what had come.
    private long hadBefore;
    private long receivedBefore;

    /**
     * A body begins to arrive.
     *
     * @param timeout in which it must be complete
     * @param slow between two looks at it
     */
    UploadPace(Duration timeout, Duration slow, LongSupplier nanoTime) {
        this.timeout = timeout;
        this.slow = slow.toNanos();
        this.nanoTime = nanoTime;
        began = nanoTime.getAsLong();
    }

    /** The bytes a second that a body has to bring when it is looked at for the nth time. */
    static long bytesPerSecond(long steps) {
        return Math.min(steps, MOST_STEPS) * MIN_BYTES_PER_SECOND;
    }

    /** Counts bytes that have come; gives how many these are with all before. */
    long count(int bytes) {
        received += bytes;
        return received;
    }

    /** The disk is not ready: from now on, nothing is expected of the client. */
    void hold() {
        if (!isHeld) {
            isHeld = true;
            heldSince = nanoTime.getAsLong();
        }
    }

    /** The disk is ready again. */
    void goOn() {
        if (isHeld) {
            isHeld = false;
            held += nanoTime.getAsLong() - heldSince;
        }
    }

    /** Nanoseconds that the client has had so far. */
    private long had() {
        long now = nanoTime.getAsLong();
        return now - began - held - (isHeld ? now - heldSince : 0);
    }

    /** Milliseconds that the client still has to complete the body; 0 when its time is up. */
    long millisLeft() {
        return Math.max(0, timeout.toNanos() - had() + 999_999) / 1_000_000;
    }

    /** Looks at it, which is done at regular intervals; gives why it is too slow, or null. */
    @Nullable
    String complaint() {
        long had = had();
        long came = received - receivedBefore;
        // Looks that come late, as those of a busy server do, expect no more.
        long time = Math.min(slow, had - hadBefore);
        long pace = bytesPerSecond(Math.max(1, Math.round((double) had / slow)));
        hadBefore = had;
        receivedBefore = received;
        return (double) came * SECOND < (double) pace * time
                ? "the upload is too slow: under " + pace + " bytes per second"
                : null;
    }
}
