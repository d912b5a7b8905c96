package org.layerlab.backend.server;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What one client may add to the store: 1/80 of it at once and 1/27 an hour after that, together under 5 % in the first
 * hour. What counts is the size on disk, which a compressed upload does not show.
 */
final class StoredBytes {
    private static final long UNIT = 1024;
    static final long AT_ONCE = 80;
    static final long PER_HOUR = 27;

    private final Allowance units;

    /**
     * @param storeBytes how large the store may become
     * @param largest the most that one model may take; always allowed at once
     * @param behindAddress how many clients share an address
     */
    StoredBytes(long storeBytes, long largest, int behindAddress, LongSupplier nanoTime) {
        long burst = Math.max(storeBytes / AT_ONCE, largest) / UNIT + 1;
        long unitsPerHour = Math.max(1, storeBytes / PER_HOUR / UNIT);
        Duration interval = Duration.ofHours(1).dividedBy(unitsPerHour);
        units = new Allowance(
                new ServerOptions.Rate(
                                (int) Math.min(Integer.MAX_VALUE, burst),
                                interval.isZero() ? Duration.ofNanos(1) : interval)
                        .times(behindAddress),
                nanoTime);
    }

    /**
     * Counts what a client is about to store.
     *
     * @throws HttpProblem 429 with the time to wait, when it has stored too much
     */
    void take(String client, long bytes) {
        units.take(client, units(bytes), "too many bytes were saved from your address");
    }

    /** Gives back what {@link #take} counted, as nothing was stored. */
    void giveBack(String client, long bytes) {
        units.giveBack(client, units(bytes));
    }

    private static long units(long bytes) {
        return (bytes + UNIT - 1) / UNIT;
    }
}
