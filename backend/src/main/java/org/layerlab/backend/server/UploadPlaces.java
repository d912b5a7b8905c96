package org.layerlab.backend.server;

import java.util.HashMap;
import java.util.Map;

/**
 * How many bodies are received at once: some large ones, and more small ones, each with a share for one client. So
 * nobody's slow uploads keep others from saving. Safe for use by several threads.
 */
final class UploadPlaces {
    /** Up to this many bytes, told before, a body is small: that of nearly every network of the playground. */
    static final int SMALL_BYTES = 256 << 10;

    static final int LARGE = 32;
    static final int LARGE_OF_CLIENT = 4;
    static final int SMALL = 1024;

    /** A school class shares one address, and saves at the end of the lesson. */
    static final int SMALL_OF_CLIENT = 64;

    private final Places large;
    private final Places small;

    /**
     * All are free.
     *
     * @param behindAddress how many schools share an address
     */
    UploadPlaces(int behindAddress) {
        large = new Places(LARGE, LARGE_OF_CLIENT * behindAddress);
        small = new Places(SMALL, SMALL_OF_CLIENT * behindAddress);
    }

    /**
     * Takes a place.
     *
     * @param announced the body's length; negative if it is not known
     * @return gives the place back
     * @throws HttpProblem 503 when there is none, 429 when this client has its share of them
     */
    Runnable take(String client, long announced) {
        return take(client, announced >= 0 && announced <= SMALL_BYTES ? small : large);
    }

    /** Takes a place among the large ones, whatever the body's length; the rest as {@link #take}. */
    Runnable takeLarge(String client) {
        return take(client, large);
    }

    private static Runnable take(String client, Places places) {
        places.take(client);
        return () -> places.give(client);
    }

    private static final class Places {
        private final int most;
        private final int perClient;
        private final Map<String, Integer> taken = new HashMap<>();
        private int total;

        Places(int most, int perClient) {
            this.most = most;
            this.perClient = perClient;
        }

        synchronized void take(String client) {
            if (taken.getOrDefault(client, 0) >= perClient) {
                throw new HttpProblem(
                        429,
                        "too_many_requests",
                        "from your address, " + perClient + " models are being saved right now; try again soon",
                        Map.of("Retry-After", "5"));
            }
            if (total >= most) {
                throw new HttpProblem(
                        503, "busy", "too many models are being saved right now", Map.of("Retry-After", "5"));
            }
            total++;
            taken.merge(client, 1, Integer::sum);
        }

        synchronized void give(String client) {
            total--;
            taken.computeIfPresent(client, (key, places) -> places == 1 ? null : places - 1);
        }
    }
}
