package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.store.WithStore.ENOUGH;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.bucket.BucketSettings;
import org.layerlab.backend.bucket.MisbehavingProxy;
import org.layerlab.backend.bucket.MisbehavingProxy.Trick;
import org.layerlab.backend.bucket.TestBuckets;
import org.layerlab.backend.store.StoreException.Reason;

/** Random saves, edits, deletions and reads by two servers, one of which has a bad line. */
class BucketRandomTest {
    private final BucketSettings settings = TestBuckets.at(TestBuckets.endpoint());
    private final MisbehavingProxy proxy = new MisbehavingProxy(TestBuckets.endpoint());

    @AfterEach
    void close() throws Exception {
        proxy.close();
    }

    private BucketStore open() throws Exception {
        return BucketStoreTest.open(settings, ENOUGH);
    }

    private BucketStore behindProxy() throws Exception {
        return BucketStoreTest.open(TestBuckets.through(settings, proxy.endpoint(), BucketStoreTest.IMPATIENT), ENOUGH);
    }

    /** What has to be there. */
    private final Map<Integer, String> ids = new HashMap<>();

    private final Map<Integer, String> tokens = new HashMap<>();
    private final Map<Integer, String> names = new HashMap<>();

    private static byte[] file(int which) {
        return SampleModels.safetensors("Model", which);
    }

    @Test
    void randomOperationsOfTwoServersGiveWhatTheModelSays() throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        try (BucketStore one = behindProxy();
                BucketStore two = open()) {
            proxy.play(trouble(new SplittableRandom(6)));
            for (int step = 0; step < 80; step++) {
                int which = random.nextInt(5);
                try {
                    operate(random.nextBoolean() ? one : two, which, random.nextInt(8), step);
                } catch (StoreException e) {
                    // Three bad answers in a row: then it may have happened, and the bucket says whether it did.
                    // A list leaves out a model whose record came badly three times, until the next one.
                    assertTrue(Set.of(Reason.UNREACHABLE, Reason.DAMAGED).contains(e.reason()), e.getMessage());
                    settle(which, step);
                }
            }
            proxy.play(Trick.NONE);
            one.refreshNow();
            two.refreshNow();
            assertEquals(ids.size(), one.size());
            assertEquals(
                    one.list(ModelQuery.ALL, Optional.empty(), 50), two.list(ModelQuery.ALL, Optional.empty(), 50));
        }
        try (BucketStore fresh = open()) {
            assertEquals(ids.size(), fresh.size());
            for (Map.Entry<Integer, String> entry : ids.entrySet()) {
                assertEquals(
                        Optional.ofNullable(names.get(entry.getKey())),
                        fresh.find(entry.getValue()).name());
                assertArrayEquals(file(entry.getKey()), fresh.read(entry.getValue()));
            }
        }
    }

    private static MisbehavingProxy.Choice trouble(SplittableRandom random) {
        return (line, number) -> {
            synchronized (random) {
                int dice = random.nextInt(8);
                return dice == 0 ? Trick.SLOW_DOWN : dice == 1 ? Trick.HALF_BODY : Trick.NONE;
            }
        };
    }

    private void operate(BucketStore store, int which, int operation, int step) throws Exception {
        String id = ids.get(which);
        String token = String.valueOf(tokens.get(which));
        if (operation < 2) {
            save(store, which, step);
            return;
        }
        store.refreshNow();
        if (id == null) {
            return;
        }
        // The list may have missed a change for the same reason; this reads it.
        store.learn(id);
        if (operation < 5) {
            store.change(id, token, ModelChange.parse("{\"name\": \"Name " + step + "\"}"));
            names.put(which, "Name " + step);
        } else if (operation < 6) {
            store.delete(id, token);
            ids.remove(which);
        } else {
            assertEquals(Optional.ofNullable(names.get(which)), store.find(id).name());
            assertArrayEquals(file(which), store.read(id));
        }
    }

    private void save(BucketStore store, int which, int step) throws Exception {
        ManageToken token = ManageToken.of("token-" + step);
        Saved saved = store.save(store.read(file(which)), true, Optional.of(token));
        assertEquals(ids.containsKey(which), saved.existed());
        if (!saved.existed()) {
            ids.put(which, saved.model().id());
            tokens.put(which, "token-" + step);
            names.put(which, "Model");
        }
    }

    /** After a failure: what a store that knows nothing finds. */
    private void settle(int which, int step) throws Exception {
        try (BucketStore fresh = open()) {
            if (!fresh.has(fresh.read(file(which)))) {
                ids.remove(which);
                return;
            }
            Saved there = fresh.save(fresh.read(file(which)), true, Optional.of(ManageToken.of("token-" + step)));
            if (!ids.containsKey(which)) {
                assertTrue(there.token().isPresent(), "the save that failed was this step's");
                tokens.put(which, "token-" + step);
            }
            ids.put(which, there.model().id());
            names.put(which, there.model().name().orElse(""));
        }
    }
}
