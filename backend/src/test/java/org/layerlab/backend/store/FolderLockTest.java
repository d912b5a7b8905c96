package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.JavaCommand;

class FolderLockTest {
    @TempDir
    Path folder;

    /** What another process says of a folder. */
    static final class OtherProcess {
        private OtherProcess() {}

        public static void main(String[] args) throws StoreException {
            System.exit(FolderLock.isTaken(Path.of(args[0])) ? 3 : 4);
        }
    }

    private boolean isTakenForOthers() throws IOException, InterruptedException {
        int answer = new ProcessBuilder(JavaCommand.of(OtherProcess.class, folder.toString()))
                .inheritIO()
                .start()
                .waitFor();
        assertTrue(answer == 3 || answer == 4, "it ends with " + answer);
        return answer == 3;
    }

    @Test
    void lookingAtALockOfThisProcessDoesNotReleaseIt() throws Exception {
        try (FolderLock lock = FolderLock.take(folder)) {
            assertNotNull(lock);
            assertTrue(FolderLock.isTaken(folder));
            assertNull(FolderLock.tryTake(folder.resolve(".")));
            StoreException refused = assertThrows(StoreException.class, () -> FolderLock.take(folder));
            assertEquals(StoreException.Reason.UNUSABLE, refused.reason());
            assertTrue(isTakenForOthers());
        }
        assertFalse(isTakenForOthers());
        assertFalse(FolderLock.isTaken(folder));
        FolderLock.take(folder).close();
    }

    @Test
    void aFolderThatIsNotThereIsRefused() {
        StoreException refused = assertThrows(StoreException.class, () -> FolderLock.take(folder.resolve("none")));
        assertEquals(StoreException.Reason.UNUSABLE, refused.reason());
    }

    /** Each new one sweeps what others left, and takes none that is being made. */
    @Test
    void temporaryFoldersThatAreMadeAtTheSameTimeStay() throws Exception {
        int count = 8;
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            for (int round = 0; round < 10; round++) {
                Path left = Files.createDirectory(folder.resolve("layerlab-store-left" + round));
                Files.createFile(left.resolve(".lock"));
                List<Callable<Scratch>> starts = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    starts.add(() -> Scratch.create(folder));
                }
                List<Scratch> made = new ArrayList<>();
                for (Future<Scratch> start : threads.invokeAll(starts)) {
                    made.add(start.get());
                }
                for (Scratch scratch : made) {
                    Files.delete(scratch.newTemporary("kept-"));
                }
                assertFalse(Files.exists(left), "what nobody holds goes");
                made.forEach(Scratch::close);
            }
        } finally {
            threads.shutdownNow();
        }
        try (var rest = Files.list(folder)) {
            assertEquals(List.of(), rest.toList());
        }
    }
}
