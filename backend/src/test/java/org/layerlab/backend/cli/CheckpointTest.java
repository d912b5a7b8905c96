package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints that cannot be written. */
class CheckpointTest {
    @TempDir
    private static Path photos;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makePhotos() throws Exception {
        NoisePhotos.make(photos);
    }

    private Object[] train(String out, Object... more) {
        return NoisePhotos.train(photos, "12288,3,1", folder.resolve(out), more);
    }

    private Path checkpoint(String out) {
        return folder.resolve(out + ".checkpoint");
    }

    /** What is written to it, and actions at texts in it. */
    private static final class Watched extends ByteArrayOutputStream {
        private final Map<String, Runnable> actions = new LinkedHashMap<>();

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            String text = toString(StandardCharsets.UTF_8);
            List.copyOf(actions.keySet()).stream()
                    .filter(text::contains)
                    .forEach(at -> actions.remove(at).run());
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aCheckpointThatCannotBeWrittenDoesNotEndTheTraining() throws Exception {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        Path gone = folder.resolve("gone");
        Path kept = gone.resolve("m.checkpoint");
        List<byte[]> former = new ArrayList<>();
        Watched out = new Watched();
        out.actions.put("iteration 100:", () -> {
            move(disk, gone);
            former.add(bytes(kept));
        });
        out.actions.put("iteration 200:", () -> {
            assertArrayEquals(former.get(0), bytes(kept));
            move(gone, disk);
        });
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Object[] args = train(
                "m.safetensors",
                "--iterations",
                301,
                "--checkpoint",
                disk.resolve("m.checkpoint"),
                "--checkpoint-every",
                10);
        int code = Cli.run(out, err, Interruption.none(), args);
        String said = err.toString(StandardCharsets.UTF_8);
        assertEquals(0, code, said);
        assertTrue(out.actions.isEmpty(), out.toString(StandardCharsets.UTF_8));
        List<String> lines =
                said.lines().filter(line -> line.contains("m.checkpoint")).toList();
        assertEquals(2, lines.size(), said);
        assertTrue(lines.get(0).endsWith("training continues, and there is no checkpoint yet"), said);
        assertTrue(lines.get(1).endsWith("m.checkpoint is written again"), said);
        assertTrue(Files.exists(folder.resolve("m.safetensors")));
        assertFalse(Files.exists(disk.resolve("m.checkpoint")));
    }

    @Test
    void anInterruptedRunWhoseCheckpointCannotBeWrittenFails() throws Exception {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        Interruption interruption = Interruption.none();
        Watched out = new Watched();
        out.actions.put("iteration 0:", () -> {
            move(disk, folder.resolve("gone"));
            interruption.request();
        });
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Object[] args = train("m.safetensors", "--checkpoint", disk.resolve("m.checkpoint"));
        assertEquals(1, Cli.run(out, err, interruption, args));
        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("m.checkpoint can't be written: "), said);
    }
}
