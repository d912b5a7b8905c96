package org.layerlab.backend.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.store.WithStore.reason;
import static org.layerlab.backend.store.WithStore.saved;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.Npz;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.Safetensors;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.file.Tensor;

/** What every store promises. */
class ModelStoreTest extends WithEachStore {
    @Test
    void savedModelSurvivesARestart() throws Exception {
        byte[] file = SampleModels.safetensors("Rings", 1);
        StoredModel saved;
        String token;
        try (ModelStore store = open()) {
            Saved result = store.save(file, true);
            saved = result.model();
            token = result.manageToken().orElseThrow();
            assertFalse(result.existed());
        }
        assertTrue(saved.id().matches("[a-z2-7]{16}"), saved.id());
        assertEquals(List.of(saved.id() + ".json", saved.id() + ".safetensors"), home.names());
        try (ModelStore store = open(NOON.plusSeconds(60), ENOUGH)) {
            assertEquals(saved, store.find(saved.id()));
            assertEquals(Optional.of(NOON), saved.created());
            assertEquals(Optional.of("Rings"), saved.name());
            assertEquals(List.of(2, 3, 1), saved.layerDims());
            assertEquals(0.75, saved.trainAccuracy().orElseThrow());
            assertEquals(
                    2,
                    store.findWithCard(saved.id()).card().get("costs").asArray().size());
            assertArrayEquals(
                    file,
                    Files.readAllBytes(
                            store.file(saved.id(), ModelFormat.SAFETENSORS).path()));
            store.delete(saved.id(), token);
            assertEquals(Reason.DELETED, reason(() -> store.find(saved.id())));
        }
    }

    @Test
    void tokensAreKeptAsHashesAlone() throws Exception {
        try (ModelStore store = open()) {
            Saved saved = store.save(SampleModels.safetensors("Rings", 1), true);
            String sidecar = new String(home.read(saved.model().id() + ".json"), UTF_8);
            String token = saved.manageToken().orElseThrow();
            assertTrue(token.length() >= 22, "128 bits need 22 characters of base64");
            assertFalse(sidecar.contains(token));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = StorageType.class,
            names = {"F64", "F32", "F16"})
    void npzBecomesSafetensorsInTheSameNumbers(StorageType type) throws Exception {
        ParameterFile model = SampleModels.circles("Rings", 3);
        try (ModelStore store = open()) {
            Saved fromNpz = store.save(model.toNpz(type), true);
            Path file =
                    store.file(fromNpz.model().id(), ModelFormat.SAFETENSORS).path();
            assertArrayEquals(model.toSafetensors(type), Files.readAllBytes(file));
            // The other way in gives the same bytes, so the same model.
            assertEquals(
                    fromNpz.model(), store.save(model.toSafetensors(type), true).model());
            byte[] npz = Files.readAllBytes(
                    store.file(fromNpz.model().id(), ModelFormat.NPZ).path());
            assertArrayEquals(model.toNpz(type), npz);
        }
    }

    @Test
    void optimizerStateIsKeptAndOtherTensorsAreNot() throws Exception {
        ParameterFile model = SampleModels.circles("Rings", 3);
        Map<String, Tensor> tensors = new java.util.LinkedHashMap<>(Npz.read(model.toNpz(StorageType.F64)));
        tensors.put("note", Tensor.ofBytes(new byte[] {1, 2, 3}, 3));
        tensors.put("optimizer.m.W1", Tensor.of(Tensor.Type.F64, new double[] {1, 2, 3, 4, 5, 6}, 3, 2));
        try (ModelStore store = open()) {
            StoredModel saved = store.save(Npz.write(tensors), true).model();
            byte[] file = Files.readAllBytes(
                    store.file(saved.id(), ModelFormat.SAFETENSORS).path());
            assertEquals(
                    Set.of("W1", "b1", "W2", "b2", "optimizer.m.W1"),
                    Safetensors.read(file).tensors().keySet());
            byte[] npz =
                    Files.readAllBytes(store.file(saved.id(), ModelFormat.NPZ).path());
            assertArrayEquals(
                    new double[] {1, 2, 3, 4, 5, 6},
                    java.util.Objects.requireNonNull(Npz.read(npz).get("optimizer.m.W1"))
                            .toDoubles());
            assertTrue(store.file(saved.id(), ModelFormat.ONNX).size() > 0);

            tensors.put("optimizer.v", Tensor.of(Tensor.Type.F64, new double[1000], 1000));
            ParameterFileException tooMuch =
                    assertThrows(ParameterFileException.class, () -> store.save(Npz.write(tensors), true));
            assertTrue(String.valueOf(tooMuch.getMessage()).contains("1006 values"), tooMuch.getMessage());
        }
    }

    @Test
    void sameContentBelongsToWhoeverSavedItFirst() throws Exception {
        byte[] file = SampleModels.safetensors("Rings", 1);
        try (ModelStore store = open()) {
            Saved first = store.save(file, false);
            Saved second = store.save(file, true);
            assertEquals(first.model(), second.model());
            assertTrue(second.existed());
            assertTrue(second.manageToken().isEmpty());
            assertFalse(store.find(first.model().id()).listed(), "its owner decides");
            assertEquals(1, store.size());
        }
    }

    @Test
    void aRepeatedSaveBringsBackParametersThatWereLostOrDamaged() throws Exception {
        byte[] good = SampleModels.safetensors("Rings", 1);
        byte[] bad = good.clone();
        bad[bad.length - 1] ^= 1;
        try (ModelStore store = open()) {
            String id = store.save(good, true).model().id();
            String name = id + ".safetensors";
            for (byte[] wrong : List.of(bad, Arrays.copyOf(good, good.length - 1), new byte[0])) {
                home.write(name, wrong);
                Saved again = store.save(good, true);
                assertTrue(again.existed());
                assertEquals(id, again.model().id());
                assertArrayEquals(good, home.read(name));
            }
            home.delete(name);
            assertTrue(store.save(good, true).existed());
            assertArrayEquals(good, home.read(name));
            assertArrayEquals(good, store.read(id));
        }
    }

    @Test
    void deletedAddressStaysDeletedAndItsContentGetsAnother() throws Exception {
        byte[] file = SampleModels.safetensors("Rings", 1);
        String id;
        String second;
        try (ModelStore store = open()) {
            Saved saved = store.save(file, true);
            id = saved.model().id();
            store.file(id, ModelFormat.ONNX);
            store.delete(id, saved.manageToken().orElseThrow());
            assertEquals(List.of(id + ".json"), home.names());
            assertTrue(store.cache().find(id + ".onnx").isEmpty());
            assertEquals(Reason.DELETED, reason(() -> store.delete(id, "any")));
            assertEquals(Reason.DELETED, reason(() -> store.file(id, ModelFormat.SAFETENSORS)));
            StoreException gone = assertThrows(StoreException.class, () -> store.find(id));
            assertEquals("This model was deleted on March 1, 2026.", gone.getMessage());
        }
        try (ModelStore store = open()) {
            assertEquals(Reason.DELETED, reason(() -> store.find(id)));
            Saved again = store.save(file, true);
            second = again.model().id();
            assertNotEquals(id, second);
            assertTrue(again.manageToken().isPresent(), "a stranger's own");
            assertEquals(second, store.save(file, true).model().id());
            assertEquals(Reason.DELETED, reason(() -> store.find(id)));
        }
        try (ModelStore store = open()) {
            assertEquals(second, store.save(file, true).model().id());
        }
    }

    @Test
    void aChangeThatMakesTheCardTooLongIsRefused() throws Exception {
        byte[] file = SampleModels.withCardOf(ModelCard.MAX_LENGTH - 100);
        String id;
        try (ModelStore store = open()) {
            Saved saved = store.save(file, true);
            id = saved.model().id();
            String token = saved.manageToken().orElseThrow();
            String before = store.findWithCard(id).card().toString();
            ModelChange change = ModelChange.parse("{\"description\": \"" + "x".repeat(4000) + "\"}");
            assertEquals(Reason.TOO_LONG, reason(() -> store.change(id, token, change)));
            assertEquals(before, store.findWithCard(id).card().toString());
            store.change(id, token, ModelChange.parse("{\"description\": \"Short\"}"));
        }
        try (ModelStore store = open()) {
            assertEquals("Short", store.findWithCard(id).card().getString("description", ""));
        }
    }

    @Test
    void ownerChangesTheWordsAndNothingElse() throws Exception {
        byte[] file = SampleModels.safetensors("Rings", 1);
        String id;
        String token;
        try (ModelStore store = open()) {
            Saved saved = store.save(file, false);
            id = saved.model().id();
            token = saved.manageToken().orElseThrow();
            StoredModel changed = store.change(
                    id,
                    token,
                    ModelChange.parse("{\"name\": \" Circles \", \"description\": \"Two\", \"licence\": \"CC0\"}"));
            assertEquals(Optional.of("Circles"), changed.name());
            assertFalse(changed.listed());
            assertEquals(List.of(), saved(store, ModelQuery.ALL));
            store.change(id, token, ModelChange.parse("{\"listed\": true, \"description\": null}"));
            assertEquals(List.of(id), saved(store, ModelQuery.ALL));
            assertEquals(
                    Reason.WRONG_TOKEN,
                    reason(() -> store.change(id, "other", ModelChange.parse("{\"name\": \"x\"}"))));
            assertEquals(
                    Reason.BUNDLED,
                    reason(() -> store.change("bundled-one", "other", ModelChange.parse("{\"name\": \"x\"}"))));
        }
        try (ModelStore store = open()) {
            assertEquals(Optional.of("Circles"), store.find(id).name());
            assertTrue(store.find(id).listed());
            com.eclipsesource.json.JsonObject card = store.findWithCard(id).card();
            assertEquals("Circles", card.getString("name", ""));
            assertEquals("CC0", card.getString("licence", ""));
            assertEquals(null, card.get("description"));
            assertArrayEquals(
                    file,
                    Files.readAllBytes(store.file(id, ModelFormat.SAFETENSORS).path()));
            assertEquals(id, store.save(file, true).model().id(), "the content is the same as ever");
            store.delete(id, token);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"name\": 1}", "{\"listed\": \"yes\"}", "{\"layerDims\": [1]}"})
    void changeThatIsNoneIsRefused(String json) {
        assertThrows(IllegalArgumentException.class, () -> ModelChange.parse(json));
    }

    @Test
    void changeToATextThatIsTooLongIsRefusedAsInAFile() {
        String json = "{\"name\": \"" + "a".repeat(81) + "\"}";
        assertThrows(ParameterFileException.class, () -> ModelChange.parse(json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../../etc/passwd", "aaaaaaaaaaaaaaaa", "AAAAAAAAAAAAAAAA", "cache/x", "\0"})
    void idThatIsNoneIsNotFound(String id) throws Exception {
        try (ModelStore store = open()) {
            assertEquals(Reason.NOT_FOUND, reason(() -> store.find(id)));
            assertEquals(Reason.NOT_FOUND, reason(() -> store.findWithCard(id)));
            assertEquals(Reason.NOT_FOUND, reason(() -> store.file(id, ModelFormat.NPZ)));
            assertEquals(Reason.NOT_FOUND, reason(() -> store.delete(id, "token")));
        }
    }

    @Test
    void bundledModelIsGivenButNotDeleted() throws Exception {
        try (ModelStore store = open()) {
            byte[] file = SampleModels.safetensors("Bundled", 99);
            FileCache.Cached cached = store.file("bundled-one", ModelFormat.SAFETENSORS);
            assertArrayEquals(file, Files.readAllBytes(cached.path()));
            assertEquals(file.length, cached.size());
            assertEquals(Reason.BUNDLED, reason(() -> store.delete("bundled-one", "token")));
        }
    }

    @Test
    void aStoreWithoutRoomForTheLargestModelIsAtItsLimit() throws Exception {
        long largest = Limits.DEFAULT.fileBytes() + 4096;
        try (ModelStore store = open(NOON, largest + 3 * 4096)) {
            store.checkWritable();
            long before = store.usedBytes();
            store.save(SampleModels.safetensors("One", 1), true);
            assertEquals(before + 8192, store.usedBytes());
            store.checkWritable();
            store.save(SampleModels.safetensors("Two", 2), true);
            assertThrows(StoreLimitException.class, store::checkWritable);
        }
    }

    @Test
    void manyMaySaveAtOnce() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(8);
        try (ModelStore store = open()) {
            List<Future<Saved>> futures = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                byte[] file = SampleModels.safetensors("Model", i % 5);
                futures.add(executor.submit(() -> store.save(file, true)));
            }
            Set<String> tokens = new HashSet<>();
            Set<String> ids = new HashSet<>();
            int fresh = 0;
            for (Future<Saved> future : futures) {
                Saved saved = future.get(30, TimeUnit.SECONDS);
                ids.add(saved.model().id());
                saved.manageToken().ifPresent(tokens::add);
                fresh += saved.existed() ? 0 : 1;
            }
            assertEquals(5, ids.size());
            assertEquals(5, fresh);
            assertEquals(5, tokens.size());
            assertEquals(10, home.names().size(), "a file and its JSON for each, no temporary ones");
        } finally {
            executor.shutdownNow();
        }
    }
}
