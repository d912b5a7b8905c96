package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StoredBytesTest {
    private static final long STORE = 10L << 30;
    private static final long LARGEST = 128L << 20;

    private final AtomicLong now = new AtomicLong(1);
    private final StoredBytes bytes = new StoredBytes(STORE, LARGEST, 1, now::get);

    /** Saves models of random sizes as fast as that is allowed; gives the bytes of an hour. */
    private long anHour(String client, SplittableRandom random) {
        long total = 0;
        for (long millis = 0; millis < 3_600_000; millis += 250) {
            now.addAndGet(TimeUnit.MILLISECONDS.toNanos(250));
            long size = random.nextLong(1, random.nextBoolean() ? 100_000 : 64L << 20);
            try {
                bytes.take(client, size);
                total += size;
            } catch (HttpProblem e) {
                assertEquals(429, e.status());
            }
        }
        return total;
    }

    @Test
    void oneClientFillsLessThanATwentiethOfTheStoreInAnHour() {
        SplittableRandom random = new SplittableRandom(3);
        long first = anHour("a", random);
        assertTrue(first < STORE / 20, first + " bytes");
        assertTrue(first > STORE / 30, "and may store something: " + first + " bytes");
        assertTrue(anHour("a", random) < STORE / 20);
        bytes.take("b", LARGEST);
    }

    @Test
    void waitIsToldInSeconds() {
        bytes.take("a", LARGEST);
        HttpProblem refused = assertThrows(HttpProblem.class, () -> bytes.take("a", 64L << 20));
        long seconds = Long.parseLong(String.valueOf(refused.headers().get("Retry-After")));
        now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
        bytes.take("a", 64L << 20);
    }

    @Test
    void whatIsGivenBackCanBeTakenAgainAndNoMore() {
        bytes.take("a", LARGEST);
        for (int i = 0; i < 1000; i++) {
            bytes.giveBack("a", LARGEST);
            bytes.take("a", LARGEST);
        }
        assertThrows(HttpProblem.class, () -> bytes.take("a", LARGEST));
        bytes.giveBack("a", LARGEST);
        // Meanwhile the bucket has filled: it does not run over.
        now.addAndGet(TimeUnit.HOURS.toNanos(1));
        bytes.giveBack("a", LARGEST);
        bytes.take("a", LARGEST);
        assertThrows(HttpProblem.class, () -> bytes.take("a", LARGEST));
        bytes.giveBack("b", LARGEST);
        bytes.take("b", LARGEST);
        assertThrows(HttpProblem.class, () -> bytes.take("b", LARGEST));
    }
}
