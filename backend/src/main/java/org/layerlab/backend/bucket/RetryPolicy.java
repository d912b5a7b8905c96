package org.layerlab.backend.bucket;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a store may take, and how often a request is tried. The pause before try n is random between 0 and
 * min({@code longestPause}, {@code firstPause} · 2ⁿ⁻²): servers that failed together do not retry together.
 *
 * @param tries of each request, the first one included
 * @param firstPause bound of the pause before the second try
 * @param longestPause bound of each pause
 * @param once how long one try may take, in addition to the time for its bytes
 * @param inAll how long all tries of a request may take together, in addition to the time for their bytes
 */
public record RetryPolicy(int tries, Duration firstPause, Duration longestPause, Duration once, Duration inAll) {
    /** 4 tries within 20 s, each within 8 s. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(
            4, Duration.ofMillis(100), Duration.ofSeconds(2), Duration.ofSeconds(8), Duration.ofSeconds(20));

    /** The slowest store that large objects come from: 1 MB/s. */
    private static final long BYTES_PER_MILLI = 1000;

    /**
     * @throws IllegalArgumentException when there is less than one try, or a time is not positive
     */
    public RetryPolicy {
        if (tries < 1
                || firstPause.isNegative()
                || longestPause.isNegative()
                || !isPositive(once)
                || !isPositive(inAll)) {
            throw new IllegalArgumentException("a retry policy needs a try and positive times, not " + tries
                    + " within " + once + " and " + inAll);
        }
    }

    private static boolean isPositive(Duration time) {
        return !time.isNegative() && !time.isZero();
    }

    Duration once(long bytes) {
        return once.plusMillis(bytes / BYTES_PER_MILLI);
    }

    Duration inAll(long bytes) {
        return inAll.plusMillis(2 * bytes / BYTES_PER_MILLI);
    }

    /** The pause after this many tries. */
    Duration pause(int tried) {
        long bound = Math.min(longestPause.toMillis(), firstPause.toMillis() << Math.min(tried - 1, 20));
        return Duration.ofMillis(bound <= 0 ? 0 : ThreadLocalRandom.current().nextLong(bound + 1));
    }
}
