package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.store.WithStore.ENOUGH;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    @Test
    void randomOperationsOfTwoServersGiveWhatTheModelSays() throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        Map<Integer, String> tokens = new HashMap<>();
        Map<Integer, String> ids = new HashMap<>();
        Map<Integer, String> names = new HashMap<>();
        try (BucketStore one = behindProxy();
                BucketStore two = open()) {
            SplittableRandom trouble = new SplittableRandom(6);
            proxy.play((line, number) -> {
                synchronized (trouble) {
                    int dice = trouble.nextInt(8);
                    return dice == 0 ? Trick.SLOW_DOWN : dice == 1 ? Trick.HALF_BODY : Trick.NONE;
                }
            });
            for (int step = 0; step < 120; step++) {
                BucketStore store = random.nextBoolean() ? one : two;
                int which = random.nextInt(5);
                String id = ids.get(which);
                try {
                    switch (random.nextInt(4)) {
                        case 0 -> {
                            String token = "token-" + step;
                            Saved saved = store.save(
                                    store.read(SampleModels.safetensors("Model", which)),
                                    true,
                                    Optional.of(ManageToken.of(token)));
                            assertEquals(id != null, saved.existed());
                            if (id == null) {
                                ids.put(which, saved.model().id());
                                tokens.put(which, token);
                                names.put(which, "Model");
                            }
                        }
                        case 1 -> {
                            if (id != null) {
                                two.refreshNow();
                                one.refreshNow();
                                store.change(
                                        id,
                                        String.valueOf(tokens.get(which)),
                                        ModelChange.parse("{\"name\": \"Name " + step + "\"}"));
                                names.put(which, "Name " + step);
                            }
                        }
                        case 2 -> {
                            if (id != null && random.nextInt(3) == 0) {
                                two.refreshNow();
                                one.refreshNow();
                                store.delete(id, String.valueOf(tokens.get(which)));
                                ids.remove(which);
                            }
                        }
                        default -> {
                            store.refreshNow();
                            if (id != null) {
                                assertEquals(
                                        Optional.ofNullable(names.get(which)),
                                        store.find(id).name());
                                assertArrayEquals(SampleModels.safetensors("Model", which), store.read(id));
                            }
                        }
                    }
                } catch (StoreException e) {
                    // Three bad answers in a row: then it may have happened, and the bucket says whether it did.
                    assertEquals(Reason.UNREACHABLE, e.reason(), e.getMessage());
                    settle(ids, tokens, names, which, step);
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
            assertEquals(
                    List.of(),
                    fresh.warnings().stream()
                            .filter(w -> !w.contains("no JSON file"))
                            .toList());
            for (Map.Entry<Integer, String> entry : ids.entrySet()) {
                assertEquals(
                        Optional.ofNullable(names.get(entry.getKey())),
                        fresh.find(entry.getValue()).name());
            }
        }
    }

    /** After a failure: what a store that knows nothing finds. */
    private void settle(
            Map<Integer, String> ids, Map<Integer, String> tokens, Map<Integer, String> names, int which, int step)
            throws Exception {
        try (BucketStore fresh = open()) {
            byte[] file = SampleModels.safetensors("Model", which);
            if (!fresh.has(fresh.read(file))) {
                ids.remove(which);
                return;
            }
            Saved there = fresh.save(fresh.read(file), true, Optional.of(ManageToken.of("token-" + step)));
            if (!ids.containsKey(which)) {
                assertTrue(there.token().isPresent(), "the save that failed was this step's");
                tokens.put(which, "token-" + step);
            }
            ids.put(which, there.model().id());
            names.put(which, there.model().name().orElse(""));
        }
    }
}
