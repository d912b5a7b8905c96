package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
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

/** A disk that takes no more files: what is there can be deleted. */
class FullDiskTest extends WithStore {
    /** A disk that takes no new files while it is in trouble; what is there can be written over. */
    private class Disk extends DurableFiles {
        private String trouble = "";

        Disk() {
            super(folder);
        }

        @Override
        Path newTemporary(String prefix) throws IOException {
            if (!trouble.isEmpty()) {
                throw new IOException(trouble);
            }
            return super.newTemporary(prefix);
        }

        void becomes(String message) {
            trouble = message;
        }
    }

    private static final String FULL = "No space left on device";

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
}
