package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.network.file.Limits;

/** A disk that takes no more files: what is there can be read and deleted, and the rest comes back with the room. */
class FullDiskTest extends WithStore {
    /** A disk that takes no new files while it is in trouble; what is there can be written over unless it is read-only. */
    private class Disk extends DurableFiles {
        private String trouble = "";
        private boolean canLock = true;

        Disk() {
            super(folder);
        }

        boolean isReadOnly() {
            return trouble.startsWith("Read-only");
        }

        @Override
        FolderLock lock() throws StoreException {
            if (!canLock) {
                throw StoreException.unwritable("the store cannot be locked", new IOException(trouble));
            }
            return super.lock();
        }

        @Override
        Path newTemporary(String prefix) throws IOException {
            if (!trouble.isEmpty()) {
                throw new IOException(trouble);
            }
            return super.newTemporary(prefix);
        }

        @Override
        void fill(Path file, byte[] content) throws IOException {
            if (isReadOnly()) {
                throw new IOException(trouble);
            }
            super.fill(file, content);
        }

        void becomes(String message) {
            trouble = message;
        }
    }

    private static final String FULL = "No space left on device";
    private static final String READ_ONLY = "Read-only file system";

    private ModelStore open(DurableFiles disk) throws StoreException {
        return FolderStore.open(
                folder, disk, Clock.fixed(NOON, ZoneOffset.UTC), new SecureRandom(), Limits.DEFAULT, ENOUGH, Map.of());
    }

    private String saved(int seed) throws Exception {
        try (ModelStore store = open()) {
            return store.save(SampleModels.safetensors("Rings " + seed, seed), true)
                    .model()
                    .id();
        }
    }

    @Test
    void aStoreOnAFullOrReadOnlyDiskOpensWithAWarningAndRecovers() throws Exception {
        String id = saved(1);
        for (Map.Entry<String, Reason> entry :
                Map.of(FULL, Reason.FULL, READ_ONLY, Reason.READ_ONLY).entrySet()) {
            Disk disk = new Disk();
            disk.becomes(entry.getKey());
            try (ModelStore store = open(disk)) {
                String why = entry.getKey().equals(FULL) ? "the disk is full" : "the disk is read-only";
                assertEquals(
                        List.of("the store " + folder + " cannot be written: " + why + "; what is stored can be read"),
                        store.warnings());
                assertEquals(Optional.of("Rings 1"), store.find(id).name());
                assertTrue(store.read(id).length > 0);
                assertEquals(entry.getValue(), reason(store::checkWritable));
                assertEquals(entry.getValue(), reason(store::newTemporaryFile));
                assertEquals(entry.getValue(), reason(() -> store.save(SampleModels.safetensors("Two", 2), true)));
                disk.becomes("");
                store.checkWritable();
                Saved two = store.save(SampleModels.safetensors("Two", 2), true);
                store.delete(two.model().id(), two.manageToken().orElseThrow());
            }
        }
    }

    @Test
    void aFolderThatIsClosedToTheUserIsRefused() throws Exception {
        saved(1);
        Disk disk = new Disk();
        disk.becomes("Permission denied");
        assertEquals(Reason.READ_ONLY, reason(() -> open(disk)));
        // The refused one has left its lock.
        open().close();
    }

    @Test
    void troubleThatIsNoFullOrClosedDiskIsCalledNeither() throws Exception {
        Disk disk = new Disk();
        Files.createDirectories(folder);
        try (ModelStore store = open(disk)) {
            for (Map.Entry<String, Reason> entry : Map.of(
                            "Too many open files", Reason.UNWRITABLE,
                            "Input/output error", Reason.UNWRITABLE,
                            "Permission denied", Reason.READ_ONLY)
                    .entrySet()) {
                disk.becomes(entry.getKey());
                assertEquals(entry.getValue(), reason(store::checkWritable), entry.getKey());
                assertEquals(entry.getValue(), reason(store::newTemporaryFile), entry.getKey());
                assertEquals(entry.getValue(), reason(() -> store.save(SampleModels.safetensors("Two", 2), true)));
            }
        }
        Throwable wrapped = new IllegalStateException(new AccessDeniedException("upload-1.tmp"));
        assertEquals(
                Reason.READ_ONLY,
                StoreException.unwritable("the model cannot be stored", wrapped).reason());
    }

    @Test
    void aFullDiskHasRoomForDeletions() throws Exception {
        String first = saved(1);
        String second = saved(2);
        Disk disk = new Disk();
        try (ModelStore store = open(disk)) {
            disk.becomes(FULL);
            store.remove(first, true);
            assertEquals(Reason.DELETED, reason(() -> store.find(first)));
            assertEquals(Reason.BLOCKED, reason(() -> store.save(SampleModels.safetensors("Rings 1", 1), true)));
            assertEquals(
                    List.of(first + ".json", second + ".json", second + ".safetensors").stream()
                            .sorted()
                            .toList(),
                    names());
            // What the deletion freed was taken by others, so the reserve could not be made again.
            assertEquals(Reason.FULL, reason(() -> store.remove(second, false)));
            assertEquals(Optional.of("Rings 2"), store.find(second).name());
            disk.becomes("");
            store.serveOperator();
            disk.becomes(FULL);
            store.remove(second, false);
        }
        try (ModelStore store = open()) {
            assertEquals(List.of(), store.warnings());
            assertEquals(Reason.DELETED, reason(() -> store.find(first)));
            assertEquals(Reason.DELETED, reason(() -> store.find(second)));
            assertEquals(Reason.BLOCKED, reason(() -> store.save(SampleModels.safetensors("Rings 1", 1), true)));
        }
    }

    /** Ends everything, as kill -9 does. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    @Test
    void aDeletionThatIsKilledOnAFullDiskLeavesTheModelOrItsTombstone() throws Exception {
        byte[] file = SampleModels.safetensors("Rings 1", 1);
        for (int step = 0; step < 4; step++) {
            int killed = step;
            String id = saved(1);
            Disk disk = new Disk() {
                @Override
                void fill(Path over, byte[] content) throws IOException {
                    if (over.endsWith(Reserve.NAME) && killed < 2) {
                        super.fill(over, Arrays.copyOf(content, killed == 0 ? content.length / 2 : content.length));
                        throw new Killed();
                    }
                    super.fill(over, content);
                }

                @Override
                void delete(String name) throws IOException {
                    if (killed == 3) {
                        super.delete(name);
                    }
                    throw new Killed();
                }
            };
            try (ModelStore store = open(disk)) {
                disk.becomes(FULL);
                assertThrows(Killed.class, () -> store.remove(id, false));
            }
            try (ModelStore store = open()) {
                assertEquals(List.of(), store.warnings());
                if (killed < 2) {
                    assertArrayEquals(file, store.read(id));
                    assertEquals(4096, Files.size(folder.resolve(Reserve.NAME)));
                    store.remove(id, false);
                }
                assertEquals(Reason.DELETED, reason(() -> store.find(id)));
                assertFalse(Files.exists(folder.resolve(id + ".safetensors")));
            }
        }
    }

    @Test
    void withoutItsLockAStoreChangesNothingUntilItGetsIt() throws Exception {
        String kept = saved(1);
        String deleted = saved(2);
        Files.write(folder.resolve("upload-1.tmp"), new byte[10]);
        Disk disk = new Disk();
        disk.becomes(READ_ONLY);
        disk.canLock = false;
        try (ModelStore store = open(disk)) {
            assertEquals(Reason.READ_ONLY, reason(store::newTemporaryFile));
            assertEquals(Reason.READ_ONLY, reason(() -> store.remove(kept, false)));
            disk.becomes("");
            disk.canLock = true;
            String added;
            // The disk can be written again, and another server is first.
            try (ModelStore other = open()) {
                store.serveOperator();
                StoreException inUse = assertThrows(StoreException.class, store::checkWritable);
                assertEquals(Reason.READ_ONLY, inUse.reason());
                assertTrue(String.valueOf(inUse.getMessage()).contains("in use"), inUse.getMessage());
                assertEquals(Reason.READ_ONLY, reason(() -> store.save(SampleModels.safetensors("Three", 3), true)));
                other.remove(deleted, false);
                added = other.save(SampleModels.safetensors("Three", 3), true)
                        .model()
                        .id();
            }
            store.serveOperator();
            assertEquals(Optional.of("Three"), store.find(added).name());
            assertEquals(Reason.DELETED, reason(() -> store.find(deleted)));
            assertEquals(2, store.size());
            assertEquals(Reason.UNUSABLE, reason(this::open));
        }
        assertFalse(Files.exists(folder.resolve("upload-1.tmp")));
    }

    @Test
    void withoutItsLockAStoreLeavesOthersFilesAlone() throws Exception {
        String kept = saved(1);
        String missing = saved(2);
        Files.delete(folder.resolve(missing + ".safetensors"));
        Files.write(folder.resolve("upload-1.tmp"), new byte[10]);
        List<String> before = names();
        Disk disk = new Disk();
        disk.becomes(READ_ONLY);
        disk.canLock = false;
        try (ModelStore store = open(disk)) {
            assertEquals(2, store.warnings().size());
            assertEquals(Optional.of("Rings 1"), store.find(kept).name());
            assertEquals(Reason.NOT_FOUND, reason(() -> store.find(missing)));
            assertEquals(before, names());
            disk.becomes(FULL);
            StoreException full = assertThrows(StoreException.class, store::newTemporaryFile);
            assertEquals(Reason.FULL, full.reason());
            assertEquals("the store cannot be locked: the disk is full", full.getMessage());
        }
    }
}
