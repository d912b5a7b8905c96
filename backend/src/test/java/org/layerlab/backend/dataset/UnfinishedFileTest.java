package org.layerlab.backend.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed process was writing goes, and what another one writes stays. */
final class UnfinishedFileTest {
    @TempDir
    Path folder;

    private List<String> names() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static ExampleStore start(Path folder) {
        return new ExampleStore(folder, (name, file, how) -> new byte[how.features()]);
    }

    @Test
    void aStartRemovesWhatNobodyWrites() throws Exception {
        Files.write(folder.resolve("photos-train-1.locked.tmp"), new byte[100]);
        Path held = Files.write(folder.resolve("photos-train-2.locked.tmp"), new byte[100]);
        Path old = Files.write(folder.resolve("photos-test-3.tmp"), new byte[100]);
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Files.write(folder.resolve("photos-test-4.tmp"), new byte[100]);
        Files.write(folder.resolve("thesis.locked.tmp"), new byte[100]);
        try (FileChannel channel = FileChannel.open(held, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            start(folder);
            assertEquals(held, lock.isValid() ? held : folder);
            assertEquals(List.of("photos-test-4.tmp", "photos-train-2.locked.tmp", "thesis.locked.tmp"), names());
        }
        start(folder);
        assertEquals(List.of("photos-test-4.tmp", "thesis.locked.tmp"), names());
    }

    @Test
    void whatThisProcessWritesStaysUntilItHasItsPlace() throws Exception {
        Path place = folder.resolve("photos-train.safetensors");
        try (UnfinishedFile unfinished = UnfinishedFile.create(folder, "photos-train-")) {
            unfinished.channel().write(ByteBuffer.wrap(new byte[] {1, 2}));
            start(folder);
            assertEquals(1, names().size());
            unfinished.finish(place);
        }
        assertArrayEquals(new byte[] {1, 2}, Files.readAllBytes(place));
        try (UnfinishedFile failed = UnfinishedFile.create(folder, "photos-train-")) {
            failed.channel().write(ByteBuffer.wrap(new byte[] {3}));
        }
        assertEquals(List.of("photos-train.safetensors"), names());
        assertArrayEquals(new byte[] {1, 2}, Files.readAllBytes(place));
    }

    @Test
    void aFolderThatIsNotThereHasNothingLeft() {
        start(folder.resolve("none"));
        UnfinishedFile.removeLeft(folder.resolve("none"));
        assertFalse(Files.exists(folder.resolve("none")));
    }
}
