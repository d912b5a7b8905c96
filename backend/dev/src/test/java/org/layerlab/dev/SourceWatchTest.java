package org.layerlab.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceWatchTest {
    @TempDir
    Path folder;

    @Test
    void namesWhatCameChangedAndWent() throws IOException {
        Path below = Files.createDirectories(folder.resolve("a/b"));
        Path kept = Files.writeString(below.resolve("Kept.java"), "1");
        Path changed = Files.writeString(below.resolve("Changed.java"), "1");
        Path gone = Files.writeString(folder.resolve("gone.html"), "1");
        SourceWatch watch = new SourceWatch(List.of(folder, folder.resolve("not there")));
        assertEquals(Set.of(), watch.changes());

        Files.writeString(changed, "22");
        Files.delete(gone);
        Path come = Files.writeString(below.resolve("Come.java"), "1");
        Files.writeString(below.resolve(".Kept.java.swp"), "an editor's");
        assertEquals(Set.of(changed, gone, come), watch.changes());
        assertEquals(Set.of(), watch.changes());
        assertEquals("1", Files.readString(kept));
    }
}
