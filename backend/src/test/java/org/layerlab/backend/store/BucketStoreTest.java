package org.layerlab.backend.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.store.WithStore.ENOUGH;
import static org.layerlab.backend.store.WithStore.NOON;
import static org.layerlab.backend.store.WithStore.reason;

import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.bucket.Bucket;
import org.layerlab.backend.bucket.BucketSettings;
import org.layerlab.backend.bucket.MisbehavingProxy;
import org.layerlab.backend.bucket.MisbehavingProxy.Trick;
import org.layerlab.backend.bucket.RetryPolicy;
import org.layerlab.backend.bucket.TestBuckets;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.network.file.Limits;

/** Several servers, lost answers and failing stores: what a bucket has beyond a folder. */
class BucketStoreTest {
    static final RetryPolicy IMPATIENT = new RetryPolicy(
            3, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(5), Duration.ofSeconds(15));

    private final BucketSettings settings = TestBuckets.at(TestBuckets.endpoint());
    private final StoreHome.InBucket home = new StoreHome.InBucket(settings);
    private final MisbehavingProxy proxy = new MisbehavingProxy(TestBuckets.endpoint());

    @AfterEach
    void close() throws Exception {
        proxy.close();
    }

    static BucketStore open(BucketSettings settings, long maxBytes) throws Exception {
        return BucketStore.open(
                Bucket.open(settings),
                Clock.fixed(NOON, ZoneOffset.UTC),
                new SecureRandom(),
                Limits.DEFAULT,
                maxBytes,
                Map.of());
    }

    private BucketStore open() throws Exception {
        return open(settings, ENOUGH);
    }

    private BucketStore behindProxy() throws Exception {
        return open(TestBuckets.through(settings, proxy.endpoint(), IMPATIENT), ENOUGH);
    }

    @Test
    void serversOfOneBucketLearnFromEachOther() throws Exception {
        byte[] file = SampleModels.safetensors("Rings", 1);
        try (BucketStore one = open();
                BucketStore two = open()) {
            Saved saved = one.save(file, true);
            String id = saved.model().id();
            String token = saved.manageToken().orElseThrow();
            assertEquals(Reason.NOT_FOUND, reason(() -> two.find(id)));
            // The bucket knows who was first, whatever a server knows.
            Saved second = two.save(file, false);
            assertEquals(saved.model(), second.model());
            assertTrue(second.existed());
            assertTrue(second.manageToken().isEmpty());
            assertTrue(two.save(two.read(file), true, Optional.of(ManageToken.of(token)))
                    .token()
                    .isPresent());
            one.change(id, token, ModelChange.parse("{\"name\": \"One\"}"));
            StoredModel both = two.change(id, token, ModelChange.parse("{\"description\": \"Two\"}"));
            assertEquals(Optional.of("One"), both.name(), "neither change is lost");
            assertEquals(Optional.of("Two"), both.description());
            assertEquals("Two", one.findWithCard(id).card().getString("description", ""));
            two.delete(id, token);
            assertEquals(Reason.DELETED, reason(() -> one.change(id, token, ModelChange.parse("{\"name\": \"x\"}"))));
            assertEquals(Reason.DELETED, reason(() -> one.find(id)));
            String other =
                    one.save(SampleModels.safetensors("Two", 2), true).model().id();
            two.refreshNow();
            assertEquals(Optional.of("Two"), two.find(other).name());
            assertArrayEquals(SampleModels.safetensors("Two", 2), two.read(other));
            one.remove(other, true);
            assertEquals(Reason.BLOCKED, reason(() -> two.save(SampleModels.safetensors("Two", 2), true)));
            assertEquals(
                    List.of(id + ".json", other + ".json").stream().sorted().toList(), home.names());
        }
    }

    @Test
    void anOwnerIsKnownToEachServer() throws Exception {
        try (BucketStore one = open();
                BucketStore two = open()) {
            Saved saved = one.save(SampleModels.safetensors("Rings", 1), true);
            String id = saved.model().id();
            assertEquals(Reason.WRONG_TOKEN, reason(() -> two.requireOwner(id, "A".repeat(32))));
            two.requireOwner(id, saved.manageToken().orElseThrow());
            two.delete(id, saved.manageToken().orElseThrow());
            assertEquals(Reason.DELETED, reason(() -> one.requireOwner(id, "A".repeat(32))));
            assertEquals(Reason.NOT_FOUND, reason(() -> one.requireOwner("abc", "A".repeat(32))));
        }
    }

    @Test
    void contentThatAnotherServerDeletedGetsAnotherAddress() throws Exception {
        byte[] file = SampleModels.safetensors("Rings", 1);
        try (BucketStore one = open();
                BucketStore two = open()) {
            Saved saved = one.save(file, true);
            one.delete(saved.model().id(), saved.manageToken().orElseThrow());
            Saved again = two.save(file, true);
            assertNotEquals(saved.model().id(), again.model().id());
            assertTrue(again.manageToken().isPresent());
            assertEquals(Reason.DELETED, reason(() -> two.find(saved.model().id())));
            assertArrayEquals(file, two.read(again.model().id()));
            assertEquals(3, home.names().size(), "a tombstone, and both objects of the other");
        }
    }

    @Test
    void writesWhoseAnswersAreLostHappenOnce() throws Exception {
        byte[] file = SampleModels.safetensors("Rings", 1);
        try (BucketStore store = behindProxy()) {
            proxy.play((line, number) -> number % 2 == 1 && line.startsWith("PUT") ? Trick.LOSE_ANSWER : Trick.NONE);
            Saved saved = store.save(file, true);
            String id = saved.model().id();
            String token = saved.manageToken().orElseThrow();
            assertFalse(saved.existed());
            StoredModel changed = store.change(id, token, ModelChange.parse("{\"name\": \"Circles\"}"));
            assertEquals(Optional.of("Circles"), changed.name());
            store.delete(id, token);
            assertEquals(Reason.DELETED, reason(() -> store.find(id)));
            assertEquals(List.of(id + ".json"), home.names());
        }
    }

    @Test
    void aStoreThatFailsBreaksNothing() throws Exception {
        try (BucketStore store = behindProxy()) {
            Saved saved = store.save(SampleModels.safetensors("Rings", 1), true);
            String id = saved.model().id();
            String token = saved.manageToken().orElseThrow();
            List<String> before = home.names();
            byte[] json = home.read(id + ".json");
            for (Map.Entry<Trick, Reason> entry : Map.of(
                            Trick.SLOW_DOWN, Reason.UNREACHABLE,
                            Trick.HANG_UP, Reason.UNREACHABLE,
                            Trick.SKEWED, Reason.UNREACHABLE,
                            Trick.DENIED, Reason.READ_ONLY,
                            Trick.FULL, Reason.FULL)
                    .entrySet()) {
                proxy.play((line, number) -> line.startsWith("PUT") ? entry.getKey() : Trick.NONE);
                assertEquals(entry.getValue(), reason(() -> store.save(SampleModels.safetensors("Two", 2), true)));
                assertEquals(
                        entry.getValue(),
                        reason(() -> store.change(id, token, ModelChange.parse("{\"name\": \"x\"}"))));
                assertEquals(entry.getValue(), reason(() -> store.delete(id, token)));
                assertEquals(entry.getValue(), reason(store::checkWritable));
                assertEquals(Optional.of("Rings"), store.find(id).name());
                assertEquals(before, home.names());
                assertArrayEquals(json, home.read(id + ".json"));
            }
            proxy.play(Trick.HANG_UP);
            assertEquals(Reason.UNREACHABLE, reason(() -> store.findWithCard(id)));
            assertEquals(Reason.UNREACHABLE, reason(() -> store.file(id, ModelFormat.NPZ)));
            assertEquals(Reason.UNREACHABLE, reason(store::refreshNow));
            assertEquals(1, store.size(), "what is known stays known");
            proxy.play(Trick.NONE);
            store.checkWritable();
            store.save(SampleModels.safetensors("Two", 2), true);
            store.delete(id, token);
        }
    }

    @Test
    void whatACrashLeftIsHarmless() throws Exception {
        byte[] file = SampleModels.safetensors("Deleted", 1);
        byte[] half = SampleModels.safetensors("Half", 2);
        String deletedId;
        String halfId;
        String lostId;
        try (BucketStore store = open()) {
            Saved deleted = store.save(file, true);
            deletedId = deleted.model().id();
            store.delete(deletedId, deleted.manageToken().orElseThrow());
            // As if the crash had come between the two objects, in a deletion and in a saving.
            home.write(deletedId + ".safetensors", file);
            halfId = store.save(half, true).model().id();
            home.delete(halfId + ".json");
            lostId = store.save(SampleModels.safetensors("Lost", 3), true)
                    .model()
                    .id();
            home.delete(lostId + ".safetensors");
            home.write("notes.txt", new byte[] {1});
        }
        try (BucketStore store = open()) {
            assertEquals(Reason.DELETED, reason(() -> store.find(deletedId)));
            assertEquals(Reason.NOT_FOUND, reason(() -> store.find(halfId)));
            assertEquals(Reason.NOT_FOUND, reason(() -> store.find(lostId)));
            assertFalse(home.names().contains(deletedId + ".safetensors"), "its deletion was finished");
            assertTrue(home.names().contains("notes.txt"));
            assertEquals(2, store.warnings().size(), store.warnings().toString());
            assertTrue(store.warnings().toString().contains(halfId));
            assertTrue(store.warnings().toString().contains(lostId));
            // Whoever did not get an answer saves again.
            assertTrue(store.save(half, true).manageToken().isPresent());
            assertArrayEquals(half, store.read(halfId));
        }
    }

    @Test
    void damagedParametersAreNeverGiven() throws Exception {
        byte[] good = SampleModels.safetensors("Rings", 1);
        byte[] bad = good.clone();
        bad[bad.length - 1] ^= 1;
        String id;
        try (BucketStore store = open()) {
            id = store.save(good, true).model().id();
        }
        for (byte[] wrong : List.of(bad, java.util.Arrays.copyOf(good, good.length - 1), new byte[0])) {
            home.write(id + ".safetensors", wrong);
            try (BucketStore store = open()) {
                for (ModelFormat format : ModelFormat.values()) {
                    assertEquals(Reason.DAMAGED, reason(() -> store.file(id, format)));
                }
            }
        }
        home.write(id + ".safetensors", good);
        try (BucketStore store = behindProxy()) {
            proxy.play((line, number) -> line.contains(".safetensors") ? Trick.OTHER_BODY : Trick.NONE);
            assertEquals(Reason.DAMAGED, reason(() -> store.read(id)));
            proxy.play(Trick.NONE);
            assertArrayEquals(good, store.read(id));
            // From now on it is at hand.
            proxy.play(Trick.HANG_UP);
            assertArrayEquals(good, store.read(id));
            assertArrayEquals(
                    good,
                    Files.readAllBytes(store.readyFile(id, ModelFormat.SAFETENSORS)
                            .orElseThrow()
                            .path()));
            assertEquals(0, proxy.requests());
        }
    }

    /** The id of a model whose JSON is gone. */
    private String orphan(byte[] file) throws Exception {
        try (BucketStore store = open()) {
            String id = store.save(file, true).model().id();
            home.delete(id + ".json");
            return id;
        }
    }

    @Test
    void whatIsLeftOfAModelIsRemovedThoughTheAnswerIsLost() throws Exception {
        byte[] file = SampleModels.safetensors("Rings", 1);
        String id = orphan(file);
        try (BucketStore store = behindProxy()) {
            AtomicBoolean lost = new AtomicBoolean();
            proxy.play(
                    (line, number) -> line.startsWith("PUT") && !lost.getAndSet(true) ? Trick.LOSE_ANSWER : Trick.NONE);
            store.remove(id, true);
            assertTrue(lost.get());
            assertEquals(Reason.DELETED, reason(() -> store.find(id)));
            assertEquals(Reason.BLOCKED, reason(() -> store.save(file, true)));
            assertEquals(List.of(id + ".json"), home.names());
        }
    }

    @Test
    void whatAnotherServerSavesMeanwhileIsRemovedToo() throws Exception {
        byte[] file = SampleModels.safetensors("Rings", 1);
        String id = orphan(file);
        try (BucketStore store = behindProxy();
                BucketStore other = open()) {
            AtomicBoolean saved = new AtomicBoolean();
            proxy.play((line, number) -> {
                if (line.startsWith("PUT") && !saved.getAndSet(true)) {
                    try {
                        other.save(file, true);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
                return Trick.NONE;
            });
            store.remove(id, true);
            assertTrue(saved.get());
            assertEquals(Reason.BLOCKED, reason(() -> store.save(file, true)));
            other.refreshNow();
            assertEquals(Reason.BLOCKED, reason(() -> other.save(file, true)));
            assertEquals(List.of(id + ".json"), home.names());
        }
    }

    @Test
    void fullStoreTakesNothingMoreUntilThereIsRoom() throws Exception {
        long room = 3 * 8192;
        try (BucketStore store = open(settings, room)) {
            store.save(SampleModels.safetensors("One", 1), true);
            Saved two = store.save(SampleModels.safetensors("Two", 2), true);
            store.refreshNow();
            assertEquals(Reason.FULL, reason(() -> store.save(SampleModels.safetensors("Three", 3), true)));
            store.delete(two.model().id(), two.manageToken().orElseThrow());
            store.refreshNow();
            store.save(SampleModels.safetensors("Three", 3), true);
        }
    }

    @Test
    void aBucketThatIsNotThereOrIgnoresConditionsIsRefused() throws Exception {
        StoreException none = assertThrows(
                StoreException.class, () -> open(TestBuckets.at(TestBuckets.endpoint(), "not-there", "x"), ENOUGH));
        assertTrue(String.valueOf(none.getMessage()).endsWith("there is no such bucket"), none.getMessage());
        proxy.play(Trick.DENIED);
        StoreException denied = assertThrows(StoreException.class, this::behindProxy);
        assertTrue(String.valueOf(denied.getMessage()).contains("refuses these credentials"), denied.getMessage());
    }

    @Test
    void tokensAreKeptAsHashesAlone() throws Exception {
        try (BucketStore store = open()) {
            Saved saved = store.save(SampleModels.safetensors("Rings", 1), true);
            String json = new String(home.read(saved.model().id() + ".json"), UTF_8);
            assertFalse(json.contains(saved.manageToken().orElseThrow()));
        }
    }

    @Test
    void theOperatorReadsAndDeletesWhileServersRun() throws Exception {
        try (BucketStore store = open()) {
            String one =
                    store.save(SampleModels.safetensors("One", 1), true).model().id();
            String two =
                    store.save(SampleModels.safetensors("Two", 2), true).model().id();
            home.place().remove(one, true);
            home.write(two + ".safetensors", new byte[] {1});
            try (StoreReport report = home.place().report()) {
                List<StoreReport.Line> lines = report.lines();
                assertEquals(2, lines.size());
                assertEquals(StoreReport.State.BLOCKED, report.find(one).state());
                assertEquals(StoreReport.State.SAVED, report.find(two).state());
                assertEquals(
                        StoreReport.State.DAMAGED,
                        report.verified(report.find(two)).state());
                assertEquals(Reason.NOT_FOUND, reason(() -> report.find("aaaaaaaaaaaaaaaa")));
                String deleted = store.save(SampleModels.safetensors("Three", 3), true)
                        .model()
                        .id();
                StoreReport.Line before = report.find(deleted);
                home.place().remove(deleted, false);
                assertEquals(StoreReport.State.DELETED, report.verified(before).state());
            }
            store.refreshNow();
            assertEquals(Reason.DELETED, reason(() -> store.find(one)));
            assertEquals(Reason.BLOCKED, reason(() -> store.save(SampleModels.safetensors("One", 1), true)));
        }
    }
}
