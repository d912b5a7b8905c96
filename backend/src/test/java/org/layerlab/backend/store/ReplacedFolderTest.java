package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.store.StoreException.Reason;

/** Another folder is where a running server has its store, as after a mount, or after it was moved away. */
class ReplacedFolderTest extends WithStore {
    private final byte[] file = SampleModels.safetensors("Rings", 1);
    private final byte[] other = SampleModels.safetensors("Other", 2);
    private Path link = Path.of("");

    /** The store is below a link, which stands for a mount point: it may lead elsewhere at any time. */
    @BeforeEach
    void linkFolder() throws IOException {
        link = temporary.resolve("mounted");
        folder = link.resolve("store");
        mount("first");
    }

    private void mount(String disk) throws IOException {
        Files.createDirectories(temporary.resolve(disk).resolve("store"));
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, temporary.resolve(disk));
    }

    private void moveAway() throws IOException {
        Files.move(folder, link.resolve("away"));
    }

    @Test
    void aFolderThatIsMadeAgainTakesWholeModels() throws Exception {
        try (ModelStore store = open()) {
            String id = store.save(file, true).model().id();
            String gone = store.save(other, true).model().id();
            moveAway();
            Files.createDirectory(folder);
            Saved again = store.save(file, true);
            assertFalse(again.existed(), "there is nothing of it in this folder");
            assertTrue(again.manageToken().isPresent());
            assertEquals(List.of(id + ".json", id + ".safetensors"), names());
            assertEquals(Reason.NOT_FOUND, reason(() -> store.find(gone)));
            assertEquals(Reason.UNUSABLE, reason(this::open), "it is locked");
            assertEquals(1, saved(store, ModelQuery.ALL).size());
        }
        try (ModelStore store = open()) {
            assertEquals(List.of(), store.warnings());
            assertEquals(1, store.size());
        }
    }

    @Test
    void aStoreThatIsMountedLateIsLockedAndRead() throws Exception {
        mount("volume");
        String kept;
        String deleted;
        String token;
        try (ModelStore store = open()) {
            Saved saved = store.save(file, true);
            kept = saved.model().id();
            token = saved.manageToken().orElseThrow();
            Saved second = store.save(other, true);
            deleted = second.model().id();
            store.delete(deleted, second.manageToken().orElseThrow());
        }
        mount("first");
        try (ModelStore store = open()) {
            assertTrue(store.isThere());
            mount("volume");
            assertFalse(store.isThere(), "what is in this folder is not known yet");
            store.serveOperator();
            assertTrue(store.isThere());
            assertEquals(Optional.of("Rings"), store.find(kept).name());
            assertEquals(Reason.DELETED, reason(() -> store.find(deleted)));
            assertTrue(store.save(file, true).existed());
            Path made = store.file(kept, ModelFormat.NPZ).path();
            assertTrue(Files.exists(temporary.resolve("volume/store/cache").resolve(made.getFileName())));
            assertEquals(Reason.UNUSABLE, reason(this::open), "it is locked");
            store.delete(kept, token);
        }
    }

    @Test
    void aBackupThatIsMountedIsWhatIsThere() throws Exception {
        String id;
        mount("backup");
        try (ModelStore store = open(NOON.minusSeconds(60), ENOUGH)) {
            id = store.save(file, true).model().id();
            store.save(other, true);
        }
        mount("first");
        try (ModelStore store = open()) {
            Saved saved = store.save(file, true);
            store.delete(saved.model().id(), saved.manageToken().orElseThrow());
            store.save(other, true);
            mount("backup");
            store.checkWritable();
            assertArrayEquals(file, store.read(id));
            assertEquals(2, saved(store, ModelQuery.ALL).size(), "each is listed once");
        }
    }

    @Test
    void aFolderThatAnotherServerHasIsLeftToIt() throws Exception {
        String id;
        try (ModelStore store = open()) {
            mount("volume");
            try (ModelStore its = open()) {
                store.serveOperator();
                assertFalse(store.isThere());
                assertEquals(Reason.READ_ONLY, reason(() -> store.save(file, true)));
                assertEquals(Reason.READ_ONLY, reason(store::checkWritable));
                assertEquals(List.of(), names());
                id = its.save(other, true).model().id();
            }
            store.serveOperator();
            assertTrue(store.isThere());
            assertEquals(Optional.of("Other"), store.find(id).name());
        }
    }

    @Test
    void aFolderThatWasOnlyMissingIsStillLocked() throws Exception {
        try (ModelStore store = open()) {
            Saved saved = store.save(file, true);
            moveAway();
            store.serveOperator();
            assertFalse(store.isThere());
            assertEquals(Reason.UNWRITABLE, reason(store::checkWritable));
            Files.writeString(folder, "a file in its place");
            assertFalse(store.isThere());
            assertEquals(Reason.UNWRITABLE, reason(() -> store.save(other, true)));
            Files.delete(folder);
            Files.move(link.resolve("away"), folder);
            assertTrue(store.isThere());
            assertEquals(Reason.UNUSABLE, reason(this::open), "it is locked");
            store.delete(saved.model().id(), saved.manageToken().orElseThrow());
        }
    }

    @Test
    void aLockFileThatIsDeletedIsMadeAgain() throws Exception {
        try (ModelStore store = open()) {
            String id = store.save(file, true).model().id();
            Files.delete(folder.resolve(".lock"));
            store.serveOperator();
            assertTrue(Files.exists(folder.resolve(".lock")));
            assertEquals(Reason.UNUSABLE, reason(this::open), "it is locked");
            assertTrue(store.save(file, true).existed());
            assertArrayEquals(file, store.read(id));
        }
    }

    @Test
    void aModelWhoseRecordIsRemovedIsSavedWhole() throws Exception {
        try (ModelStore store = open()) {
            String id = store.save(file, true).model().id();
            Files.delete(folder.resolve(id + ".json"));
            Saved again = store.save(file, true);
            assertFalse(again.existed());
            assertEquals(List.of(id + ".json", id + ".safetensors"), names());
            store.delete(id, again.manageToken().orElseThrow());
        }
    }

    @Test
    void aFolderThatIsClosedToTheUserIsNotThere() throws Exception {
        try (ModelStore store = open()) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("---------"));
            try {
                assumeFalse(Files.isReadable(folder), "root may read everything");
                assertFalse(store.isThere());
            } finally {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            assertTrue(store.isThere());
        }
    }
}
