package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.server.ServerFixture.errorCode;
import static org.layerlab.backend.server.ServerFixture.header;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.dataset.GatedDataSet;

/** How often a client may have photos prepared. */
class ClientPreparationsTest {
    @TempDir
    Path temporary;

    @Test
    void aClientThatAsksForOneWayAfterTheOtherHasToWait() throws Exception {
        GatedDataSet few = new GatedDataSet("few");
        few.open();
        GatedDataSet slow = new GatedDataSet("slow");
        try (ServerFixture at = new ServerFixture(
                ServerFixture.options(temporary.resolve("store")).withDataSets(List.of(few, slow)))) {
            String examples = "/api/datasets/few/test/examples?size=";
            for (int i = 0; i < 20; i++) {
                assertEquals(200, at.get(examples + (40 + i)).statusCode(), "way " + i);
            }
            HttpResponse<byte[]> refused = at.get(examples + 60);
            assertEquals(429, refused.statusCode());
            assertEquals("too_many_requests", errorCode(refused));
            int wait = Integer.parseInt(header(refused, "Retry-After"));
            assertTrue(wait > 0 && wait <= 180, "seconds to wait: " + wait);
            assertEquals(429, at.get("/api/datasets/slow/test/examples?wait=1").statusCode());
            // What is there already is sent all the same.
            assertEquals(200, at.get(examples + 59).statusCode());
            assertEquals(200, at.get(examples + "59&limit=2&seed=5").statusCode());
        }
    }

    @Test
    void askingAgainWhilePhotosArePreparedCountsOnce() throws Exception {
        GatedDataSet slow = new GatedDataSet("slow");
        GatedDataSet next = new GatedDataSet("next");
        next.open();
        try (ServerFixture at = new ServerFixture(
                ServerFixture.options(temporary.resolve("store")).withDataSets(List.of(slow, next)))) {
            String asked = "/api/datasets/slow/test/examples?wait=1";
            assertEquals(202, at.get(asked).statusCode());
            // These leave the queue unprepared, once after the other.
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        202, at.get("/api/datasets/next/test/examples?wait=1").statusCode());
            }
            slow.open();
            for (int i = 0; i < 18; i++) {
                assertEquals(
                        200,
                        at.get("/api/datasets/next/test/examples?size=" + (40 + i))
                                .statusCode(),
                        "way " + i);
            }
            assertEquals(200, at.get(asked).statusCode());
            assertEquals(200, at.get("/api/datasets/next/test/examples?size=58").statusCode());
            assertEquals(429, at.get("/api/datasets/next/test/examples?size=59").statusCode());
        }
    }
}
