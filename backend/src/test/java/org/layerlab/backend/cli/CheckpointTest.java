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
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.file.Tensor;

/** Checkpoints that cannot be written or are damaged. */
class CheckpointTest extends WithNoisePhotos {
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

    @Test
    void aCheckpointWithAFlippedBitIsRefused() throws Exception {
        assertEquals(130, Cli.run("iteration 0:", train("m.safetensors")).code());
        byte[] sound = Files.readAllBytes(checkpoint("m.safetensors"));
        assertEquals(SealedFile.Seal.SOUND, SealedFile.seal(sound));
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        int header = 8 + (sound[0] & 0xff) + ((sound[1] & 0xff) << 8);
        for (int i = 0; i < 1500; i++) {
            int bit = random.nextInt(8 * (i % 3 > 0 ? header : sound.length));
            byte[] damaged = sound.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                ParameterFile.read(damaged);
                assertEquals(SealedFile.Seal.BROKEN, SealedFile.seal(damaged), "seed " + seed + ", bit " + bit);
            } catch (ParameterFileException e) {
                assertFalse(e.getMessage().isEmpty());
            }
        }
        for (int i = 0; i < 5; i++) {
            byte[] damaged = sound.clone();
            damaged[random.nextInt(sound.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(checkpoint("m.safetensors"), damaged);
            Cli.Result result = Cli.run(train("m.safetensors", "--resume"));
            assertEquals(1, result.code(), result.err());
            assertTrue(result.err().contains("m.safetensors.checkpoint"), result.err());
            assertFalse(Files.exists(folder.resolve("m.safetensors")));
            assertArrayEquals(damaged, Files.readAllBytes(checkpoint("m.safetensors")));
        }
        Files.write(checkpoint("m.safetensors"), sound);
        Cli.Result result = Cli.run(train("m.safetensors", "--resume"));
        assertEquals(0, result.code(), result.err());
        assertFalse(result.err().contains("digest"), result.err());
    }

    @Test
    void aCheckpointOfAnEarlierVersionIsResumedWithAWarning() throws Exception {
        assertEquals(130, Cli.run("iteration 0:", train("m.safetensors")).code());
        ParameterFile sealed = ParameterFile.read(Files.readAllBytes(checkpoint("m.safetensors")));
        Map<String, Tensor> extra = new LinkedHashMap<>(sealed.extra());
        assertTrue(extra.remove("digest") != null);
        byte[] old = new ParameterFile(sealed.parameters(), sealed.card(), extra).toSafetensors(StorageType.F32);
        Files.write(checkpoint("m.safetensors"), old);
        Cli.Result result = Cli.run(train("m.safetensors", "--resume"));
        assertEquals(0, result.code(), result.err());
        assertTrue(result.err().contains("it has no digest that would show whether it is damaged"), result.err());
    }
}
