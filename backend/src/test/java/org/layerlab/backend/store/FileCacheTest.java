package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        Files.delete(temporary.resolve("cache"));
        for (int i = 0; i < 2; i++) {
            FileCache.Cached cached = cache.get("a.npz", () -> new byte[] {1, 2, 3});
            assertArrayEquals(new byte[] {1, 2, 3}, cached.content());
            assertTrue(cache.find("a.npz").isEmpty());
        }
        Files.createDirectory(temporary.resolve("cache"));
        assertNull(cache.get("a.npz", () -> new byte[] {1, 2, 3}).content());
    }
}
