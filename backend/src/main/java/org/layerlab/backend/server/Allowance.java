package org.layerlab.backend.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A rate limit for each client: a token bucket (RFC 1633), of changes or of bytes. Remembers up to {@value #MAX_CLIENTS} clients and forgets the
 * least recent first. Safe for use by several threads.
 */
final class Allowance {
    static final int MAX_CLIENTS = 10_000;

    private final ServerOptions.Rate rate;
    private final LongSupplier nanoTime;
    // When the bucket of each client is full again.
    private final Map<String, Long> fullAt = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX_CLIENTS;
        }
    };

    Allowance(ServerOptions.Rate rate, LongSupplier nanoTime) {
        this.rate = rate;
        this.nanoTime = nanoTime;
    }

    /**
     * Takes a token of this client.
     *
     * @throws HttpProblem 429 with the time to wait, when the bucket is empty
     */
    void take(String client) {
        take(client, 1, "too many changes from your address");
    }

    /**
     * Takes tokens of this client.
     *
     * @param why the bucket may be empty, for the client
     * @throws HttpProblem 429 with the time to wait, when there are not as many in the bucket
     */
    synchronized void take(String client, long tokens, String why) {
        require(client, tokens, why);
        spend(client, tokens);
    }

    /**
     * Looks whether this client may take as many tokens, and takes none.
     *
     * @throws HttpProblem as {@link #take(String, long, String)}
     */
    synchronized void require(String client, long tokens, String why) {
        long interval = rate.interval().toNanos();
        long now = nanoTime.getAsLong();
        long full = full(client, now);
        long wait = full + tokens * interval - now - rate.burst() * interval;
        if (wait > 0) {
            long seconds = (wait + 999_999_999) / 1_000_000_000;
            throw new HttpProblem(
                    429,
                    "too_many_requests",
                    why + "; try again in " + seconds + " s",
                    Map.of("Retry-After", Long.toString(seconds)));
        }
    }

    /** Takes tokens of this client, also more than there are in the bucket. */
    synchronized void spend(String client, long tokens) {
        fullAt.put(
                client,
                full(client, nanoTime.getAsLong()) + tokens * rate.interval().toNanos());
    }

    private long full(String client, long now) {
        Long known = fullAt.get(client);
        return known == null || known - now < 0 ? now : known;
    }

    /** Puts tokens back that this client took, as far as its bucket has room. */
    synchronized void giveBack(String client, long tokens) {
        fullAt.computeIfPresent(
                client, (same, full) -> full - tokens * rate.interval().toNanos());
    }
}
