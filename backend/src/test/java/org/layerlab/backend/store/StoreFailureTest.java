package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.StorageType;

/** Crashes, full disks and broken files leave a whole store behind. */
class StoreFailureTest extends WithStore {
    @Test
    void aDiskWithoutRoomForTheLargestModelIsFull() throws Exception {
        AtomicLong usable = new AtomicLong();
        Files.createDirectories(folder);
        DurableFiles small = new DurableFiles(folder) {
            @Override
            long usableBytes() {
                return usable.get();
            }
        };
        // It opens nevertheless: what is stored can be read, and a small model saved.
        try (ModelStore store = FolderStore.open(
                folder,
                small,
                Clock.fixed(NOON, ZoneOffset.UTC),
                new SecureRandom(),
                new Limits(1000, 1000, 10, 10),
                ENOUGH,
                Map.of())) {
            usable.set(1999);
            StoreException full = assertThrows(StoreException.class, store::checkWritable);
            assertEquals(Reason.FULL, full.reason());
            String message = String.valueOf(full.getMessage());
            assertTrue(message.endsWith("has room for 1999 bytes; a save may need 2000"), message);
            usable.set(2000);
            store.checkWritable();
        }
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
                    Files.write(file, Arrays.copyOf(content, content.length / 2));
                    throw new IOException(why);
                }
                super.fill(file, content);
            }
        };
        try (ModelStore store = FolderStore.open(
                folder,
                failing,
                Clock.fixed(NOON, ZoneOffset.UTC),
                new SecureRandom(),
                Limits.DEFAULT,
                ENOUGH,
                Map.of())) {
            Saved saved = store.save(SampleModels.safetensors("Rings", 1), true);
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

    @Test
    void whatAFailedSaveRemovesIsNotCounted() throws Exception {
        AtomicReference<String> failing = new AtomicReference<>(".none");
        Files.createDirectories(folder);
        DurableFiles files = new DurableFiles(folder) {
            @Override
            void write(String name, byte[] content) throws IOException {
                if (name.endsWith(String.valueOf(failing.get()))) {
                    throw new IOException("No space left on device");
                }
                super.write(name, content);
            }
        };
        byte[] left = SampleModels.safetensors("Left", 1);
        String id;
        try (ModelStore store = open()) {
            id = store.save(left, true).model().id();
        }
        Files.delete(folder.resolve(id + ".json"));
        // Room for one model beside the parameters without a JSON, and for two without them.
        try (ModelStore store = FolderStore.open(
                folder,
                files,
                Clock.fixed(NOON, ZoneOffset.UTC),
                new SecureRandom(),
                Limits.DEFAULT,
                4 * 4096,
                Map.of())) {
            for (String ending : List.of(".json", ".safetensors")) {
                failing.set(ending);
                assertEquals(Reason.FULL, reason(() -> store.save(left, true)));
            }
            assertEquals(List.of(), names());
            failing.set(".none");
            store.save(SampleModels.safetensors("Two", 2), true);
            store.save(SampleModels.safetensors("Three", 3), true);
            assertEquals(Reason.FULL, reason(() -> store.save(SampleModels.safetensors("Four", 4), true)));
        }
    }

    @Test
    void brokenFileLeavesNothingBehind() throws Exception {
        byte[] file = SampleModels.safetensors("Rings", 1);
        try (ModelStore store = open()) {
            assertThrows(ParameterFileException.class, () -> store.save(new byte[0], true));
            assertThrows(ParameterFileException.class, () -> store.save(Arrays.copyOf(file, file.length - 1), true));
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
            Saved deleted = store.save(SampleModels.safetensors("Deleted", 1), true);
            deletedId = deleted.model().id();
            Path file = folder.resolve(deletedId + ".safetensors");
            byte[] content = Files.readAllBytes(file);
            store.delete(deletedId, deleted.manageToken().orElseThrow());
            // As if the crash had come between the JSON and the file, in a deletion and in a saving.
            Files.write(file, content);
            halfId = store.save(SampleModels.safetensors("Half", 2), true)
                    .model()
                    .id();
            Files.delete(folder.resolve(halfId + ".json"));
            Files.write(folder.resolve("writing-1.tmp"), new byte[10]);
            Files.write(folder.resolve("notes.tmp"), new byte[10]);
            Files.write(folder.resolve("upload-1.tmp"), new byte[10]);
        }
        try (ModelStore store = open()) {
            assertEquals(Set.of(deletedId + ".json", halfId + ".safetensors", "notes.tmp"), new HashSet<>(names()));
            assertEquals(Reason.DELETED, reason(() -> store.find(deletedId)));
            assertEquals(Reason.NOT_FOUND, reason(() -> store.find(halfId)));
            assertEquals(1, store.warnings().size());
            assertTrue(
                    store.warnings().get(0).contains(halfId), store.warnings().get(0));
            // Whoever did not get an answer saves again.
            assertTrue(store.save(SampleModels.safetensors("Half", 2), true)
                    .manageToken()
                    .isPresent());
        }
        try (ModelStore store = open()) {
            assertEquals(List.of(), store.warnings());
            assertEquals(halfId, store.find(halfId).id());
        }
    }

    @Test
    void jsonWithoutParametersIsKeptForTheDayTheyComeBack() throws Exception {
        String id;
        String token;
        byte[] file;
        try (ModelStore store = open()) {
            Saved saved = store.save(SampleModels.safetensors("Rings", 1), true);
            id = saved.model().id();
            token = saved.manageToken().orElseThrow();
            file = Files.readAllBytes(folder.resolve(id + ".safetensors"));
        }
        Files.delete(folder.resolve(id + ".safetensors"));
        try (ModelStore store = open()) {
            assertEquals(Reason.NOT_FOUND, reason(() -> store.find(id)));
            assertEquals(1, store.warnings().size());
            assertTrue(
                    store.warnings().get(0).contains("lost+found"),
                    store.warnings().get(0));
        }
        Files.write(folder.resolve(id + ".safetensors"), file);
        Files.move(folder.resolve("lost+found").resolve(id + ".json"), folder.resolve(id + ".json"));
        try (ModelStore store = open()) {
            store.delete(id, token);
        }
    }

    @Test
    void damagedParametersAreNeverGiven() throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        byte[] good = SampleModels.safetensors("Rings", 1);
        for (int round = 0; round < 20; round++) {
            byte[] bad = round % 4 == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            if (bad.length == good.length) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try (ModelStore store = open()) {
                String id = store.save(good, true).model().id();
                Path file = folder.resolve(id + ".safetensors");
                if (round % 2 == 0) {
                    // Good when it was first read, and damaged later.
                    store.file(id, ModelFormat.SAFETENSORS);
                    assertTrue(store.readyFile(id, ModelFormat.SAFETENSORS).isPresent());
                    Files.setLastModifiedTime(file, FileTime.from(NOON));
                }
                Files.write(file, bad);
                assertTrue(store.readyFile(id, ModelFormat.SAFETENSORS).isEmpty());
                for (ModelFormat format : ModelFormat.values()) {
                    assertEquals(Reason.DAMAGED, reason(() -> store.file(id, format)), "round " + round);
                }
                assertEquals(Reason.DAMAGED, reason(() -> store.read(id)));
                Files.write(file, good);
                assertArrayEquals(good, store.read(id));
            }
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
            assertEquals(Reason.DAMAGED, reason(() -> store.find(bad)));
            assertEquals(1, store.warnings().size());
            assertTrue(store.warnings().get(0).contains(bad), store.warnings().get(0));
        }
    }

    @Test
    void fullStoreTakesNothingMoreUntilThereIsRoom() throws Exception {
        try (ModelStore store = open(NOON, 2 * 8192 + 4096)) {
            store.save(SampleModels.safetensors("One", 1), true);
            Saved two = store.save(SampleModels.safetensors("Two", 2), true);
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
                                .description("x".repeat(4_000))
                                .set("more", Json.value("y".repeat(10_000)))
                                .set("much", Json.value("m".repeat(6_000)))
                                .set("most", Json.value("z".repeat(10_000)))
                                .build())
                .toSafetensors(StorageType.F64);
        try (ModelStore store = open(NOON, 40_000)) {
            assertEquals(Reason.FULL, reason(() -> store.save(longCard, true)));
        }
        try (ModelStore store = open(NOON, 70_000)) {
            Saved saved = store.save(longCard, true);
            assertEquals(Reason.FULL, reason(() -> store.save(SampleModels.safetensors("Two", 2), true)));
            store.delete(saved.model().id(), saved.manageToken().orElseThrow());
            store.save(SampleModels.safetensors("Two", 2), true);
        }
    }

    @Test
    void diskThatIsFullAfterTheParametersLeavesNoneBehind() throws Exception {
        Files.createDirectories(folder);
        DurableFiles failing = new DurableFiles(folder) {
            @Override
            void write(String name, byte[] content) throws IOException {
                if (name.endsWith(".json")) {
                    throw new IOException("No space left on device");
                }
                super.write(name, content);
            }
        };
        try (ModelStore store = FolderStore.open(
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
}
