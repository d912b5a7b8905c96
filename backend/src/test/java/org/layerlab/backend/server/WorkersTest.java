package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shares of one address in the server's work. */
class WorkersTest {
    /** What a person's page asks for by itself, unlike the preview of a lesson and the preparation of a data set. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aClassOfThirtyIsServedAndLeavesRoomForAnother(boolean remote) throws Exception {
        Vertx vertx = Vertx.vertx();
        try (Workers workers = Workers.start(vertx, remote)) {
            for (BlockingJobs jobs : List.of(
                    workers.changes(),
                    workers.cards(),
                    workers.fetches(),
                    workers.conversions(),
                    workers.searches(),
                    workers.reads(),
                    workers.hashes())) {
                BlockingJobs.Bounds bounds = jobs.bounds();
                assertTrue(bounds.perClient() > 30, bounds.toString());
                assertTrue(bounds.waiting() >= 2 * bounds.perClient(), bounds.toString());
            }
        } finally {
            vertx.close().await(30, TimeUnit.SECONDS);
        }
    }
}
