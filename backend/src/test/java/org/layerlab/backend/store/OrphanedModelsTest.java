package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.store.StoreException.Reason;

/** What becomes of a model whose parameters are gone, and when they come back. */
class OrphanedModelsTest extends WithStore {
    private final byte[] file = SampleModels.safetensors("Rings", 1);
    private String id = "";
    private String token = "";
    private Path lost = Path.of("");

    @BeforeEach
    void lose() throws Exception {
        try (ModelStore store = open()) {
            Saved saved = store.save(file, true);
            id = saved.model().id();
            token = saved.manageToken().orElseThrow();
        }
        Files.delete(parameters());
        lost = folder.resolve("lost+found");
    }

    private Path parameters() {
        return folder.resolve(id + ".safetensors");
    }

    @Test
    void restoredParametersBringTheirModelBack() throws Exception {
        open().close();
        assertTrue(Files.exists(lost.resolve(id + ".json")));
        Files.write(parameters(), file);
        try (ModelStore store = open()) {
            assertArrayEquals(file, store.read(id));
            assertEquals(1, store.warnings().size(), store.warnings().toString());
            assertTrue(
                    store.warnings().get(0).contains(id + ".json is back"),
                    store.warnings().get(0));
            store.delete(id, token);
        }
        assertFalse(Files.exists(lost.resolve(id + ".json")));
        try (ModelStore store = open()) {
            assertEquals(0, store.warnings().size());
        }
    }

    @Test
    void aNewerRecordStays() throws Exception {
        open().close();
        try (ModelStore store = open()) {
            assertFalse(store.save(file, true).existed());
        }
        try (ModelStore store = open()) {
            assertEquals(Reason.WRONG_TOKEN, reason(() -> store.delete(id, token)));
        }
        assertTrue(Files.exists(lost.resolve(id + ".json")));
    }

    @Test
    void aLostRecordThatCannotBeReadStaysAndSoDoItsParameters() throws Exception {
        open().close();
        Files.writeString(lost.resolve(id + ".json"), "{");
        Files.write(parameters(), file);
        try (ModelStore store = open()) {
            assertEquals(Reason.DAMAGED, reason(() -> store.find(id)));
            assertEquals(Reason.DAMAGED, reason(() -> store.save(file, true)));
            assertTrue(
                    store.warnings().toString().contains("lost+found"),
                    store.warnings().toString());
        }
    }

    /** As where the folder belongs to another user; a file keeps root out too. */
    @Test
    void aFolderThatTakesNothingLeavesTheRecordWhereItIs() throws Exception {
        Files.writeString(lost, "not a folder");
        byte[] record = Files.readAllBytes(folder.resolve(id + ".json"));
        try (ModelStore store = open()) {
            assertEquals(1, store.warnings().size(), store.warnings().toString());
            String warning = store.warnings().get(0);
            assertTrue(warning.startsWith(parameters() + " is missing, so its model is left out"), warning);
            assertTrue(warning.contains("its JSON file stays"), warning);
            assertEquals(Reason.DAMAGED, reason(() -> store.find(id)));
            assertEquals(Reason.DAMAGED, reason(() -> store.save(file, true)));
        }
        assertArrayEquals(record, Files.readAllBytes(folder.resolve(id + ".json")));
        Files.write(parameters(), file);
        try (ModelStore store = open()) {
            assertArrayEquals(file, store.read(id));
        }
    }
}
