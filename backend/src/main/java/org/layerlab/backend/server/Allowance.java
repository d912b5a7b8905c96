package org.layerlab.backend.server;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often each client may do something: a number of times at once, and one more time in each interval after that
 * (RFC 1633's token bucket). Remembers so many clients; the one that has not come longest is forgotten first. Safe for
 * use by several threads.
 */
final class Allowance {
    private static final int MAX_CLIENTS = 10_000;

    /**
     * @param burst times at once
     * @param interval after which there is one more
     */
    record Rate(int burst, Duration interval) {
        Rate {
            if (burst < 1 || interval.isNegative() || interval.isZero()) {
                throw new IllegalArgumentException(burst + " at once and one more each " + interval + " is no rate");
            }
        }
    }

    private final Rate rate;
    private final LongSupplier nanoTime;
    // When each client will have its whole burst again.
    private final Map<String, Long> fullAt = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX_CLIENTS;
        }
    };

    Allowance(Rate rate, LongSupplier nanoTime) {
        this.rate = rate;
        this.nanoTime = nanoTime;
    }

    /**
     * Lets a client do it once, or tells how long it has to wait.
     *
     * @throws HttpProblem 429
     */
    synchronized void take(String client) {
        long interval = rate.interval().toNanos();
        long now = nanoTime.getAsLong();
        Long known = fullAt.get(client);
        long full = known == null || known - now < 0 ? now : known;
        long wait = full + interval - now - rate.burst() * interval;
        if (wait > 0) {
            long seconds = (wait + 999_999_999) / 1_000_000_000;
            throw new HttpProblem(
                    429,
                    "too_many_requests",
                    "too many changes from your address; try again in " + seconds + " s",
                    Map.of("Retry-After", Long.toString(seconds)));
        }
        fullAt.put(client, full + interval);
    }
}
