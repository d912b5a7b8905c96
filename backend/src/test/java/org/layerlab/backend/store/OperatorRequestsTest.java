package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.SymbolicLinks;
import org.layerlab.backend.store.StoreException.Reason;

/** What the operator asks of a server that has the store, also where the server cannot write the answer. */
class OperatorRequestsTest extends WithStore {
    private static final Duration SHORT = Duration.ofMillis(200);

    /** Counts the warnings of this package while it is open. */
    private static final class Warnings extends Handler implements AutoCloseable {
        private static final Logger LOGGER = Logger.getLogger("org.layerlab.backend.store");
        private int count;

        Warnings() {
            LOGGER.addHandler(this);
        }

        @Override
        public void publish(LogRecord line) {
            count++;
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            LOGGER.removeHandler(this);
        }
    }

    private static void notDirect(String id, boolean block) {
        throw new AssertionError("a server has the store");
    }

    @Test
    void aRequestThatCannotBeDeletedIsServedAndToldOfOnce() throws Exception {
        try (ModelStore store = open();
                Warnings warnings = new Warnings()) {
            String id = store.save(SampleModels.safetensors("Rings", 1), true)
                    .model()
                    .id();
            // Not even root can delete a folder with something in it.
            Path request = Files.createDirectories(folder.resolve("requests").resolve(id + ".delete"));
            Files.writeString(request.resolve("something"), "here");
            for (int i = 0; i < 5; i++) {
                store.serveOperator();
            }
            assertEquals(Reason.DELETED, reason(() -> store.find(id)));
            assertEquals("", Files.readString(folder.resolve("requests").resolve(id + ".answer")));
            assertEquals(1, warnings.count);
        }
    }

    @Test
    void aRequestIsAnsweredByItsOwnFileWhereNoOtherCanBeWritten() throws Exception {
        try (ModelStore store = open();
                Warnings warnings = new Warnings()) {
            String id = store.save(SampleModels.safetensors("Rings", 1), true)
                    .model()
                    .id();
            Path requests = Files.createDirectories(folder.resolve("requests"));
            Files.writeString(requests.resolve("no id.delete"), "");
            // The answer's text has no place.
            Files.createDirectories(requests.resolve(id + ".writing"));
            Files.writeString(requests.resolve(id + ".block"), "");
            for (int i = 0; i < 5; i++) {
                store.serveOperator();
            }
            assertEquals(Reason.DELETED, reason(() -> store.find(id)));
            assertFalse(Files.exists(requests.resolve(id + ".block")));
            assertEquals("", Files.readString(requests.resolve(id + ".answer")));
            assertEquals(0, warnings.count);
        }
    }

    @Test
    void theCommandKnowsWhatHappenedWithoutAnAnswer() throws Exception {
        try (ModelStore store = open()) {
            String id = store.save(SampleModels.safetensors("Rings", 1), true)
                    .model()
                    .id();
            StoreException silent = assertThrows(
                    StoreException.class,
                    () -> OperatorRequests.remove(folder, OperatorRequestsTest::notDirect, id, false, SHORT));
            assertTrue(String.valueOf(silent.getMessage()).endsWith("is not responding"), silent.getMessage());
            assertFalse(Files.exists(folder.resolve("requests").resolve(id + ".delete")), "it is taken back");
            store.remove(id, false);
            OperatorRequests.remove(folder, OperatorRequestsTest::notDirect, id, false, SHORT);
            assertThrows(
                    StoreException.class,
                    () -> OperatorRequests.remove(folder, OperatorRequestsTest::notDirect, id, true, SHORT),
                    "it is not blocked");
        }
    }

    @Test
    void aRequestDoesNotWriteThroughALink() throws Exception {
        try (ModelStore store = open()) {
            String id = store.save(SampleModels.safetensors("Rings", 1), true)
                    .model()
                    .id();
            Path other = Files.writeString(temporary.resolve("other"), "kept");
            Path requests = Files.createDirectories(folder.resolve("requests"));
            SymbolicLinks.make(requests.resolve(id + ".delete"), other);
            assertThrows(
                    StoreException.class,
                    () -> OperatorRequests.remove(folder, OperatorRequestsTest::notDirect, id, false, SHORT));
            assertEquals("kept", Files.readString(other));
        }
    }
}
