package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What only a folder has: files that somebody may delete one by one. */
class FolderStoreTest extends WithStore {
    @Test
    void aModelWhoseJsonWasDeletedFitsIntoAFullStoreInItsOwnPlace() throws Exception {
        byte[] file = SampleModels.safetensors("Rings", 1);
        String id;
        long full;
        try (ModelStore store = open()) {
            id = store.save(file, true).model().id();
            full = store.usedBytes();
        }
        Files.delete(folder.resolve(id + ".json"));
        try (ModelStore store = open(NOON, full)) {
            assertThrows(StoreLimitException.class, () -> store.save(SampleModels.safetensors("Others", 2), true));
            assertEquals(id, store.save(file, true).model().id());
            assertEquals(full, store.usedBytes());
        }
    }
}
