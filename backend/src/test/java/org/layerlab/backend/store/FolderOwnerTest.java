package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What root makes in the store of a server with a user of its own belongs to that user. */
class FolderOwnerTest extends WithStore {
    private static final int SERVICE = 21001;

    @BeforeEach
    void giveAway() throws Exception {
        Files.createDirectories(folder);
        try {
            Files.setAttribute(folder, "unix:uid", SERVICE);
            Files.setAttribute(folder, "unix:gid", SERVICE);
        } catch (IOException | UnsupportedOperationException e) {
            assumeTrue(false, "only root gives files away: " + e);
        }
    }

    private static List<Object> owner(Path file) throws IOException {
        return List.of(
                Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS),
                Files.getAttribute(file, "unix:gid", LinkOption.NOFOLLOW_LINKS));
    }

    private void assertAllBelongToTheService() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                assertEquals(List.of(SERVICE, SERVICE), owner(file), file.toString());
            }
        }
    }

    @Test
    void whatACommandOfRootMakesIsTheServices() throws Exception {
        String deleted;
        String lost;
        try (ModelStore store = open()) {
            deleted = store.save(SampleModels.safetensors("Rings", 1), true)
                    .model()
                    .id();
            lost = store.save(SampleModels.safetensors("Lost", 2), true).model().id();
        }
        Files.delete(folder.resolve(lost + ".safetensors"));
        Files.delete(folder.resolve(".lock"));
        Files.delete(folder.resolve("cache"));
        new FolderPlace(folder).remove(deleted, true);
        assertAllBelongToTheService();
    }

    @Test
    void requestsAreTheServicesToo() throws Exception {
        Path requests = Files.createDirectories(folder.resolve("requests"));
        String id = "a".repeat(16);
        try (ModelStore store = open()) {
            Thread command = new Thread(() -> assertThrows(
                    StoreException.class,
                    () -> OperatorRequests.remove(folder, (one, block) -> {}, id, false, Duration.ofSeconds(5))));
            command.start();
            while (!Files.exists(requests.resolve(id + ".delete"))) {
                Thread.sleep(5);
            }
            // The owner comes right after the file.
            Thread.sleep(200);
            assertAllBelongToTheService();
            store.serveOperator();
            command.join();
        }
        assertFalse(Files.exists(requests.resolve(id + ".delete")));
    }

    @Test
    void linksKeepWhatTheyLeadTo() throws Exception {
        Path other = Files.writeString(temporary.resolve("other"), "root's");
        List<Object> before = owner(other);
        Path link = Files.createSymbolicLink(folder.resolve("link"), other);
        FolderOwner.passOn(link);
        assertEquals(before, owner(other));
        assertEquals(List.of(SERVICE, SERVICE), owner(link));
    }
}
