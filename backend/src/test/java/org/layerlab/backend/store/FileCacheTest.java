package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
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
        Path a = cache.get("a", forty).path();
        Path b = cache.get("b", forty).path();
        cache.get("a", () -> {
            throw new IOException("it is there already");
        });
        Path c = cache.get("c", forty).path();
        assertTrue(Files.exists(a));
        assertFalse(Files.exists(b));
        assertTrue(Files.exists(c));
        new FileCache(temporary.resolve("cache"), 100);
        assertFalse(Files.exists(a), "it begins empty");
    }
}
