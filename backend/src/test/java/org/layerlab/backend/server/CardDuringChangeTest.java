package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.server.ServerFixture.json;
import static org.layerlab.backend.server.ServerFixture.text;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.store.SampleModels;

/** A card that is read while its owner changes the model. */
class CardDuringChangeTest {
    /** Time for the answer of a change to wait for a card that is being read. */
    private static final int LATER_MILLIS = 500;

    @TempDir
    Path temporary;

    @Test
    void whoeverChangedAModelNeverGetsTheCardFromBefore() throws Exception {
        AtomicBoolean first = new AtomicBoolean(true);
        AtomicBoolean overlapped = new AtomicBoolean();
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        TamperedPlace place = new TamperedPlace(temporary.resolve("store"), (method, store) -> {
            Object result = store.call();
            if (method.equals("change")) {
                changed.countDown();
            } else if (method.equals("findWithCard") && first.getAndSet(false)) {
                read.countDown();
                overlapped.set(changed.await(1, TimeUnit.MINUTES));
                Thread.sleep(LATER_MILLIS);
            }
            return result;
        });
        try (ServerFixture at = new ServerFixture(ServerFixture.options(place))) {
            JsonObject saved = at.save(SampleModels.safetensors("Before", 1));
            String id = saved.getString("id");
            CompletableFuture<HttpResponse<byte[]>> early = CompletableFuture.supplyAsync(() -> {
                try {
                    return at.get("/api/models/" + id);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            assertTrue(read.await(1, TimeUnit.MINUTES), "the card is read");
            HttpResponse<byte[]> answer = at.change(id, saved.getString("manageToken"), "{\"name\": \"After\"}");
            assertEquals(200, answer.statusCode(), text(answer));
            assertEquals("After", json(answer).getString("name"));
            assertEquals(200, early.get().statusCode());
            assertTrue(overlapped.get(), "the change was made while the card was read");
            assertEquals("After", json(at.get("/api/models/" + id)).getString("name"));
        }
    }
}
