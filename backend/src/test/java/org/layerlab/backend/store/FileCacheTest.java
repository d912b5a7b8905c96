package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.server.CapturedLog;

class FileCacheTest {
    @TempDir
    Path temporary;

    @Test
    void cacheForgetsWhatWasNotAskedForLongest() throws Exception {
        FileCache cache = new FileCache(temporary.resolve("cache"), 100);
        FileCache.Maker<IOException> forty = () -> new byte[40];
        Path a = cache.get("a.npz", forty).path();
        Path b = cache.get("b.onnx", forty).path();
        cache.get("a.npz", () -> {
            throw new IOException("it is there already");
        });
        Path c = cache.get("c.png", forty).path();
        assertTrue(Files.exists(a));
        assertFalse(Files.exists(b));
        assertTrue(Files.exists(c));
        Path notOurs = Files.writeString(temporary.resolve("cache").resolve("thesis.tex"), "ten years of work");
        new FileCache(temporary.resolve("cache"), 100);
        assertFalse(Files.exists(a), "it begins empty");
        assertTrue(Files.exists(notOurs));
    }

    @Test
    void whatTheDiskDoesNotTakeIsGivenFromMemory() throws Exception {
        FileCache cache = new FileCache(temporary.resolve("cache"), 100);
        // A file where the folder was.
        Files.delete(temporary.resolve("cache"));
        Files.createFile(temporary.resolve("cache"));
        for (int i = 0; i < 2; i++) {
            FileCache.Cached cached = cache.get("a.npz", () -> new byte[] {1, 2, 3});
            assertArrayEquals(new byte[] {1, 2, 3}, cached.content());
            assertTrue(cache.find("a.npz").isEmpty());
        }
        Files.delete(temporary.resolve("cache"));
        Files.createDirectory(temporary.resolve("cache"));
        assertNull(cache.get("a.npz", () -> new byte[] {1, 2, 3}).content());
    }

    @Test
    void aFolderThatSomebodyRemovedIsMadeAgain() throws Exception {
        Path folder = temporary.resolve("cache");
        FileCache cache = new FileCache(folder, 100);
        Path made = cache.get("a.npz", () -> new byte[40]).path();
        Files.delete(made);
        Files.delete(folder);
        assertNull(cache.get("a.npz", () -> new byte[40]).content());
        assertTrue(cache.find("a.npz").isPresent());
        Files.delete(made);
        Files.delete(folder);
        cache.adopt("b.onnx", Files.write(temporary.resolve("fetched"), new byte[40]), 40);
        assertTrue(cache.find("b.onnx").isPresent());
        cache.get("c.png", () -> new byte[40]);
        assertTrue(cache.find("b.onnx").isPresent() && cache.find("c.png").isPresent(), "what is gone takes no room");
    }

    @Test
    void aStoreThatIsAwayIsNotMadeAgain() throws Exception {
        Path store = Files.createDirectory(temporary.resolve("store"));
        FileCache cache = new FileCache(store.resolve("cache"), 100);
        Files.move(store, temporary.resolve("elsewhere"));
        assertArrayEquals(new byte[40], cache.get("a.npz", () -> new byte[40]).content());
        assertFalse(Files.exists(store));
        Files.move(temporary.resolve("elsewhere"), store);
        assertNull(cache.get("a.npz", () -> new byte[40]).content());
    }

    @Test
    void whatCannotBeKeptIsToldOnceWithItsReason() throws Exception {
        FileCache cache = new FileCache(temporary.resolve("cache"), 100);
        Files.delete(temporary.resolve("cache"));
        Files.createFile(temporary.resolve("cache"));
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 5; i++) {
                cache.get(i + ".npz", () -> new byte[1]);
            }
            assertEquals(1, log.lines("0.npz cannot be kept: ").size(), log.text());
            assertEquals(1, log.lines("cannot be kept").size(), log.text());
        }
    }

    /** Whether one file was found before the writing of another one had ended. */
    private boolean isFoundMeanwhile(FileCache cache, int size) throws Exception {
        Path folder = temporary.resolve("cache");
        Thread writer = new Thread(() -> {
            try {
                cache.get("large.npz", () -> new byte[size]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.start();
        boolean meanwhile = false;
        while (writer.isAlive() && !meanwhile) {
            try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(folder, "making-*.tmp")) {
                for (Path file : unfinished) {
                    assertTrue(cache.find("small.npz").isPresent());
                    meanwhile = Files.exists(file);
                }
            }
        }
        writer.join();
        return meanwhile;
    }

    @Test
    void aFileIsFoundWhileAnotherOneIsWritten() throws Exception {
        int size = 64 << 20;
        FileCache cache = new FileCache(temporary.resolve("cache"), 2L * size);
        cache.get("small.npz", () -> new byte[10]);
        boolean meanwhile = false;
        for (int tries = 0; tries < 20 && !meanwhile; tries++) {
            cache.remove("large.npz");
            meanwhile = isFoundMeanwhile(cache, size);
        }
        assertTrue(meanwhile);
    }

    @Test
    void whatIsBeingWrittenHasItsRoom() throws Exception {
        FileCache cache = new FileCache(temporary.resolve("cache"), 100);
        cache.get("a.npz", () -> new byte[50]);
        cache.get("b.npz", () -> new byte[50]);
        Path folder = temporary.resolve("cache");
        // A folder in the way of the file: the room that was made is free again.
        Files.createDirectories(folder.resolve("c.npz").resolve("x"));
        assertArrayEquals(new byte[50], cache.get("c.npz", () -> new byte[50]).content());
        assertTrue(cache.find("a.npz").isEmpty());
        cache.get("d.npz", () -> new byte[50]);
        assertTrue(cache.find("b.npz").isPresent());
        Path adopted = Files.write(temporary.resolve("fetched"), new byte[60]);
        cache.adopt("d.npz", adopted, 60);
        assertTrue(cache.find("b.npz").isEmpty());
        cache.get("e.npz", () -> new byte[40]);
        assertTrue(cache.find("d.npz").isPresent());
        try (Stream<Path> all = Files.list(folder)) {
            assertEquals(
                    List.of("c.npz", "d.npz", "e.npz"),
                    all.map(file -> String.valueOf(file.getFileName())).sorted().toList());
        }
    }
}
