package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.Npz;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.Safetensors;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.file.Tensor;

class ModelStoreTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final long ENOUGH = 1L << 30;

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void nameFolder() {
        folder = temporary.resolve("deep/store");
    }

    private ModelStore open() throws StoreException {
        return open(NOON, ENOUGH);
    }

    private ModelStore open(Instant now, long maxBytes) throws StoreException {
        return ModelStore.open(
                folder,
                Clock.fixed(now, ZoneOffset.UTC),
                new SecureRandom(),
                Limits.DEFAULT,
                maxBytes,
                Map.of("bundled-one", SampleModels.safetensors("Bundled", 99)));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.equals("cache") && !name.equals(".lock"))
                    .sorted()
                    .toList();
        }
    }

    private static Reason reason(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(StoreException.class, call).reason();
    }

    @Test
    void savedModelSurvivesARestart() throws Exception {
        byte[] file = SampleModels.safetensors("Rings", 1);
        StoredModel saved;
        String token;
        try (ModelStore store = open()) {
            ModelStore.Saved result = store.save(file, true);
            saved = result.model();
            token = result.manageToken().orElseThrow();
            assertFalse(result.existed());
        }
        assertTrue(saved.id().matches("[a-z2-7]{16}"), saved.id());
        assertEquals(List.of(saved.id() + ".json", saved.id() + ".safetensors"), names());
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
            ModelStore.Saved saved = store.save(SampleModels.safetensors("Rings", 1), true);
            String sidecar = Files.readString(folder.resolve(saved.model().id() + ".json"));
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
            ModelStore.Saved fromNpz = store.save(model.toNpz(type), true);
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
            ModelStore.Saved first = store.save(file, false);
            ModelStore.Saved second = store.save(file, true);
            assertEquals(first.model(), second.model());
            assertTrue(second.existed());
            assertTrue(second.manageToken().isEmpty());
            assertFalse(store.find(first.model().id()).listed(), "its owner decides");
            assertEquals(1, store.size());
        }
    }

    @Test
    void deletedAddressStaysDeletedAndItsContentGetsAnother() throws Exception {
        byte[] file = SampleModels.safetensors("Rings", 1);
        String id;
        String second;
        try (ModelStore store = open()) {
            ModelStore.Saved saved = store.save(file, true);
            id = saved.model().id();
            store.file(id, ModelFormat.ONNX);
            store.delete(id, saved.manageToken().orElseThrow());
            assertEquals(List.of(id + ".json"), names());
            assertFalse(Files.exists(folder.resolve("cache/" + id + ".onnx")));
            assertEquals(Reason.DELETED, reason(() -> store.delete(id, "any")));
            assertEquals(Reason.DELETED, reason(() -> store.file(id, ModelFormat.SAFETENSORS)));
            StoreException gone = assertThrows(StoreException.class, () -> store.find(id));
            assertEquals("This model was deleted on March 1, 2026.", gone.getMessage());
        }
        try (ModelStore store = open()) {
            assertEquals(Reason.DELETED, reason(() -> store.find(id)));
            ModelStore.Saved again = store.save(file, true);
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
    void ownerChangesTheWordsAndNothingElse() throws Exception {
        byte[] file = SampleModels.safetensors("Rings", 1);
        String id;
        String token;
        try (ModelStore store = open()) {
            ModelStore.Saved saved = store.save(file, false);
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
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"name\": 1}",
                "{\"listed\": \"yes\"}",
                "{\"layerDims\": [1]}",
                "{\"name\": \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}"
            })
    void changeThatIsNoneIsRefused(String json) {
        assertThrows(IllegalArgumentException.class, () -> ModelChange.parse(json));
    }

    private static List<String> saved(ModelStore store, ModelQuery query) {
        return store.list(query, Optional.empty(), 100).models().stream()
                .filter(model -> !model.bundled())
                .map(StoredModel::id)
                .toList();
    }

    @Test
    void listIsSearchedByNameAndKindAndShowsTheListedOnesAlone() throws Exception {
        try (ModelStore store = open()) {
            String red = store.save(SampleModels.safetensors("Red Rings", 1), true)
                    .model()
                    .id();
            String blue = store.save(SampleModels.safetensors("Blue rings", 2), true)
                    .model()
                    .id();
            store.save(SampleModels.safetensors("Secret rings", 3), false);
            assertEquals(Set.of(red, blue), Set.copyOf(saved(store, ModelQuery.of("RINGS", Optional.empty()))));
            assertEquals(List.of(red), saved(store, ModelQuery.of(" rings  re ", Optional.empty())));
            assertEquals(List.of(), saved(store, ModelQuery.of("green", Optional.empty())));
            assertEquals(
                    2,
                    saved(store, ModelQuery.of("", Optional.of(ModelCard.Kind.POINTS)))
                            .size());
            assertEquals(List.of(), saved(store, ModelQuery.of("", Optional.of(ModelCard.Kind.PHOTOS))));
        }
    }

    @Test
    void listOfTenThousandIsAnsweredFromMemory() throws Exception {
        ModelIndex index = new ModelIndex();
        ModelCard card = SampleModels.circles("Model", 1).card();
        for (int i = 0; i < 10_000; i++) {
            String id = ModelId.of(ModelId.sha256(new byte[] {(byte) i, (byte) (i >> 8)}), 0);
            ModelCard named = new CardBuilder(card).name("Model " + i).build();
            index.put(StoredModel.of(id, named, Optional.of(NOON.plusMillis(i / 3)), 100, "", i % 2 == 0, false));
        }
        Set<String> seen = new HashSet<>();
        Optional<String> cursor = Optional.empty();
        int parts = 0;
        do {
            ListPage part = index.list(ModelQuery.ALL, cursor, 100);
            part.models().forEach(model -> assertTrue(seen.add(model.id())));
            cursor = part.next();
            parts++;
        } while (cursor.isPresent());
        assertEquals(5000, seen.size());
        assertEquals(50, parts);
        assertEquals(
                List.of(Optional.of("Model 9998")),
                index.list(ModelQuery.of("model 9998", Optional.empty()), Optional.empty(), 100).models().stream()
                        .map(StoredModel::name)
                        .toList());
    }

    @Test
    void diskThatIsFullOrReadOnlyBreaksNothing() throws Exception {
        AtomicReference<String> trouble = new AtomicReference<>("");
        Files.createDirectories(folder);
        DurableFiles failing = new DurableFiles(folder) {
            @Override
            void fill(Path file, byte[] content) throws IOException {
                String why = String.valueOf(trouble.get());
                if (!why.isEmpty() && content.length > 1) {
                    Files.write(file, java.util.Arrays.copyOf(content, content.length / 2));
                    throw new IOException(why);
                }
                super.fill(file, content);
            }
        };
        try (ModelStore store = ModelStore.open(
                folder,
                failing,
                Clock.fixed(NOON, ZoneOffset.UTC),
                new SecureRandom(),
                Limits.DEFAULT,
                ENOUGH,
                Map.of())) {
            ModelStore.Saved saved = store.save(SampleModels.safetensors("Rings", 1), true);
            String id = saved.model().id();
            String token = saved.manageToken().orElseThrow();
            List<String> before = names();
            byte[] json = Files.readAllBytes(folder.resolve(id + ".json"));
            for (Map.Entry<String, Reason> entry : Map.of(
                            "No space left on device", Reason.FULL, "Read-only file system", Reason.READ_ONLY)
                    .entrySet()) {
                trouble.set(entry.getKey());
                assertEquals(entry.getValue(), reason(() -> store.save(SampleModels.safetensors("Two", 2), true)));
                assertEquals(
                        entry.getValue(),
                        reason(() -> store.change(id, token, ModelChange.parse("{\"name\": \"x\"}"))));
                assertEquals(entry.getValue(), reason(() -> store.delete(id, token)));
                assertEquals(Optional.of("Rings"), store.find(id).name());
                assertEquals(before, names());
                assertArrayEquals(json, Files.readAllBytes(folder.resolve(id + ".json")));
            }
            trouble.set("");
            store.save(SampleModels.safetensors("Two", 2), true);
            store.delete(id, token);
        }
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
    void brokenFileLeavesNothingBehind() throws Exception {
        byte[] file = SampleModels.safetensors("Rings", 1);
        try (ModelStore store = open()) {
            assertThrows(ParameterFileException.class, () -> store.save(new byte[0], true));
            assertThrows(
                    ParameterFileException.class,
                    () -> store.save(java.util.Arrays.copyOf(file, file.length - 1), true));
            assertThrows(
                    ParameterFileException.class,
                    () -> store.save("PK\3\4 no zip".getBytes(java.nio.charset.StandardCharsets.US_ASCII), true));
            assertEquals(List.of(), names());
        }
    }

    @Test
    void whatACrashLeftIsSweptAtTheStart() throws Exception {
        String deletedId;
        String halfId;
        try (ModelStore store = open()) {
            ModelStore.Saved deleted = store.save(SampleModels.safetensors("Deleted", 1), true);
            deletedId = deleted.model().id();
            Path file = folder.resolve(deletedId + ".safetensors");
            byte[] content = Files.readAllBytes(file);
            store.delete(deletedId, deleted.manageToken().orElseThrow());
            // As if the crash had come between the JSON and the file, in a deletion and in a saving.
            Files.write(file, content);
            halfId = store.save(SampleModels.safetensors("Half", 2), true)
                    .model()
                    .id();
            Files.delete(folder.resolve(halfId + ".safetensors"));
            Files.write(folder.resolve("writing-1.tmp"), new byte[10]);
            Files.write(folder.resolve("upload-1.tmp"), new byte[10]);
        }
        try (ModelStore store = open()) {
            assertEquals(List.of(deletedId + ".json"), names());
            assertEquals(Reason.DELETED, reason(() -> store.find(deletedId)));
            assertEquals(Reason.NOT_FOUND, reason(() -> store.find(halfId)));
            assertEquals(List.of(), store.warnings());
        }
    }

    @Test
    void damagedJsonLeavesOutItsModelAndSaysSo() throws Exception {
        String good;
        String bad;
        try (ModelStore store = open()) {
            good = store.save(SampleModels.safetensors("Good", 1), true).model().id();
            bad = store.save(SampleModels.safetensors("Bad", 2), true).model().id();
        }
        Files.writeString(folder.resolve(bad + ".json"), "{\"created\": ");
        try (ModelStore store = open()) {
            assertEquals(good, store.find(good).id());
            assertEquals(Reason.NOT_FOUND, reason(() -> store.find(bad)));
            assertEquals(1, store.warnings().size());
            assertTrue(store.warnings().get(0).contains(bad), store.warnings().get(0));
        }
    }

    @Test
    void listIsNewestFirstInPartsWithoutGapsOrRepeats() throws Exception {
        for (int i = 0; i < 7; i++) {
            // Two models share each instant.
            try (ModelStore store = open(NOON.plusSeconds(i / 2), ENOUGH)) {
                store.save(SampleModels.safetensors("Model " + i, i), true);
            }
        }
        try (ModelStore store = open()) {
            List<StoredModel> models = new ArrayList<>();
            Optional<String> cursor = Optional.empty();
            int parts = 0;
            do {
                ListPage part = store.list(ModelQuery.ALL, cursor, 2);
                models.addAll(part.models());
                cursor = part.next();
                parts++;
            } while (cursor.isPresent());
            assertEquals(4, parts);
            assertEquals("bundled-one", models.get(0).id());
            assertTrue(models.get(0).bundled());
            List<StoredModel> saved = models.subList(1, models.size());
            assertEquals(7, new HashSet<>(saved).size());
            for (int i = 1; i < saved.size(); i++) {
                assertFalse(saved.get(i)
                        .created()
                        .orElseThrow()
                        .isAfter(saved.get(i - 1).created().orElseThrow()));
            }
            assertEquals(Optional.of("Model 6"), saved.get(0).name());
            for (String wrong : List.of("", "x", ".", "!.aaaa", "zzzzzzzzzzzzzzzzzzzz.a")) {
                assertThrows(
                        IllegalArgumentException.class, () -> store.list(ModelQuery.ALL, Optional.of(wrong), 2), wrong);
            }
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
    void fullStoreTakesNothingMoreUntilThereIsRoom() throws Exception {
        try (ModelStore store = open(NOON, 2 * 8192 + 4096)) {
            store.save(SampleModels.safetensors("One", 1), true);
            ModelStore.Saved two = store.save(SampleModels.safetensors("Two", 2), true);
            assertEquals(Reason.FULL, reason(() -> store.save(SampleModels.safetensors("Three", 3), true)));
            store.delete(two.model().id(), two.manageToken().orElseThrow());
            store.save(SampleModels.safetensors("Three", 3), true);
        }
        try (ModelStore store = open(NOON, 2 * 8192 + 4096)) {
            assertEquals(Reason.FULL, reason(() -> store.save(SampleModels.safetensors("Four", 4), true)));
        }
    }

    @Test
    void longCardCountsTwiceForItIsInTheJsonToo() throws Exception {
        ParameterFile plain = SampleModels.circles("One", 1);
        byte[] longCard = new ParameterFile(
                        plain.parameters(),
                        new CardBuilder(plain.card())
                                .description("x".repeat(10_000))
                                .set("more", Json.value("y".repeat(10_000)))
                                .set("most", Json.value("z".repeat(10_000)))
                                .build())
                .toSafetensors(StorageType.F64);
        try (ModelStore store = open(NOON, 40_000)) {
            assertEquals(Reason.FULL, reason(() -> store.save(longCard, true)));
        }
        try (ModelStore store = open(NOON, 70_000)) {
            ModelStore.Saved saved = store.save(longCard, true);
            assertEquals(Reason.FULL, reason(() -> store.save(SampleModels.safetensors("Two", 2), true)));
            store.delete(saved.model().id(), saved.manageToken().orElseThrow());
            store.save(SampleModels.safetensors("Two", 2), true);
        }
    }

    @Test
    void diskThatIsFullAfterTheJsonLeavesNoJsonBehind() throws Exception {
        Files.createDirectories(folder);
        DurableFiles failing = new DurableFiles(folder) {
            @Override
            void write(String name, byte[] content) throws IOException {
                if (name.endsWith(".safetensors")) {
                    throw new IOException("No space left on device");
                }
                super.write(name, content);
            }
        };
        try (ModelStore store = ModelStore.open(
                folder,
                failing,
                Clock.fixed(NOON, ZoneOffset.UTC),
                new SecureRandom(),
                Limits.DEFAULT,
                ENOUGH,
                Map.of())) {
            List<String> before = names();
            assertEquals(Reason.FULL, reason(() -> store.save(SampleModels.safetensors("Two", 2), true)));
            assertEquals(before, names());
        }
    }

    @Test
    void manyMaySaveAtOnce() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(8);
        try (ModelStore store = open()) {
            List<Future<ModelStore.Saved>> futures = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                byte[] file = SampleModels.safetensors("Model", i % 5);
                futures.add(executor.submit(() -> store.save(file, true)));
            }
            Set<String> tokens = new HashSet<>();
            Set<String> ids = new HashSet<>();
            int fresh = 0;
            for (Future<ModelStore.Saved> future : futures) {
                ModelStore.Saved saved = future.get(30, TimeUnit.SECONDS);
                ids.add(saved.model().id());
                saved.manageToken().ifPresent(tokens::add);
                fresh += saved.existed() ? 0 : 1;
            }
            assertEquals(5, ids.size());
            assertEquals(5, fresh);
            assertEquals(5, tokens.size());
            assertEquals(10, names().size(), "a file and its JSON for each, no temporary ones");
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void storeThatIsAFileOrInUseIsRefused() throws Exception {
        Path file = temporary.resolve("file");
        Files.writeString(file, "not a folder");
        Path old = folder;
        folder = file;
        StoreException isFile = assertThrows(StoreException.class, this::open);
        assertEquals(Reason.UNUSABLE, isFile.reason());
        assertTrue(String.valueOf(isFile.getMessage()).contains("is a file"), isFile.getMessage());
        folder = file.resolve("below");
        assertEquals(Reason.UNUSABLE, reason(this::open));
        folder = old;
        try (ModelStore store = open()) {
            StoreException inUse = assertThrows(StoreException.class, this::open);
            assertTrue(String.valueOf(inUse.getMessage()).contains("in use"), inUse.getMessage());
            assertEquals(0, store.size());
        }
        open().close();
    }

    @Test
    void cacheForgetsWhatWasNotAskedForLongest() throws Exception {
        FileCache cache = new FileCache(temporary.resolve("cache"), 100);
        FileCache.Maker<IOException> forty = () -> new byte[40];
        Path a = cache.get("a", forty).path();
        Path b = cache.get("b", forty).path();
        cache.get("a", () -> {
            throw new IOException("it is there already");
        });
        Path c = cache.get("c", forty).path();
        assertTrue(Files.exists(a));
        assertFalse(Files.exists(b));
        assertTrue(Files.exists(c));
        new FileCache(temporary.resolve("cache"), 100);
        assertFalse(Files.exists(a), "it begins empty");
    }
}
