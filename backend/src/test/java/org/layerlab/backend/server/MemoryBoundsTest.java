package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What all clients together may take of the server's memory, however many they are. */
class MemoryBoundsTest {
    private static int status(Executable work) {
        return assertThrows(HttpProblem.class, work).status();
    }

    @ParameterizedTest
    @CsvSource({"-1, 32", "262145, 32", "262144, 1024", "0, 1024"})
    void uploadsOfAllClientsAreBounded(long announced, int most) {
        UploadPlaces places = new UploadPlaces(1);
        Runnable leave = places.take("client", announced);
        for (int i = 1; i < most; i++) {
            places.take("client " + i, announced);
        }
        assertEquals(503, status(() -> places.take("one more", announced)));
        leave.run();
        places.take("one more", announced);
        assertEquals(503, status(() -> places.take("another", announced)));
    }

    @Test
    void answersThatAreBeingSentAreBounded() {
        Outgoing outgoing = new Outgoing(100);
        Promise<Void> first = Promise.promise();
        Promise<Void> second = Promise.promise();
        assertFalse(outgoing.send(60, first::future).isComplete());
        assertFalse(outgoing.send(40, second::future).isComplete());
        assertEquals(503, status(() -> outgoing.send(1, Future::succeededFuture)));
        first.complete();
        assertEquals(503, status(() -> outgoing.send(61, Future::succeededFuture)));
        assertTrue(outgoing.send(60, Future::succeededFuture).succeeded());
        second.fail("the client is gone");
        assertTrue(outgoing.send(101, Future::succeededFuture).succeeded(), "a single one may be larger");
    }

    @Test
    void connectionsOfAllAddressesAreBounded() {
        ConnectionLimit limit = new ConnectionLimit(16 * ConnectionLimit.BYTES, new TrustedProxies(List.of()), 1);
        for (int i = 0; i < 16; i++) {
            assertTrue(limit.open("192.0.2." + i));
        }
        assertFalse(limit.open("198.51.100.1"));
        limit.close("192.0.2.1");
        assertTrue(limit.open("198.51.100.1"));
        assertFalse(limit.open("198.51.100.2"));
    }

    @Test
    void theClientThatChangedLeastRecentlyIsForgotten() {
        Allowance allowance = new Allowance(new ServerOptions.Rate(1, Duration.ofHours(1)), () -> 0);
        for (int i = 0; i < Allowance.MAX_CLIENTS; i++) {
            allowance.take("client " + i);
        }
        // Asking again counts as recent, also when it is refused.
        assertEquals(429, status(() -> allowance.take("client 0")));
        allowance.take("one more");
        allowance.take("client 1");
        assertEquals(429, status(() -> allowance.take("client 0")));
    }
}
