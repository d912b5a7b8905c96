package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.SymbolicLinks;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.layer.Parameters;

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

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void aFinishedTrainingOutlivesAModelThatCannotBeWritten(int patience) throws Exception {
        Object[] settings = patience == 0
                ? new Object[0]
                : new Object[] {"--validation", 0.3, "--patience", patience, "--optimizer", "momentum", "--center"};
        Cli.Result whole = Cli.run(train("whole.safetensors", settings));
        assertEquals(0, whole.code(), whole.err());

        Path disk = Files.createDirectories(folder.resolve("disk"));
        Path kept = folder.resolve("kept");
        List<Object> args = new ArrayList<>(List.of(train("disk/m.safetensors", settings)));
        args.addAll(List.of("--checkpoint", kept));
        Watched out = new Watched();
        out.actions.put("iteration 0:", () -> move(disk, folder.resolve("gone")));
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertEquals(1, Cli.run(out, err, Interruption.none(), args.toArray()));
        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(
                said.contains("m.safetensors can't be written: ")
                        && said.endsWith("; the finished training is kept in " + kept
                                + "; fix the cause, then the same command with --resume --checkpoint " + kept
                                + " writes the model\n"),
                said);

        move(folder.resolve("gone"), disk);
        args.add("--resume");
        Cli.Result result = Cli.run(args.toArray());
        assertEquals(0, result.code(), result.err());
        assertFalse(Files.exists(kept));
        ParameterFile a = ParameterFile.read(Files.readAllBytes(folder.resolve("whole.safetensors")));
        ParameterFile b = ParameterFile.read(Files.readAllBytes(disk.resolve("m.safetensors")));
        assertArrayEquals(
                a.parameters().layers().get(0).W(),
                b.parameters().layers().get(0).W());
        assertEquals(a.card().iteration(), b.card().iteration());
        assertEquals(a.card().testAccuracy(), b.card().testAccuracy());
    }

    @Test
    void anInterruptionAfterTheLastIterationTellsOfTheCheckpoint() throws Exception {
        Path model = folder.resolve("m.safetensors");
        Path kept = checkpoint("m.safetensors");
        Interruption interruption = Interruption.none();
        CountDownLatch over = new CountDownLatch(1);
        Watched err = new Watched();
        // As the JVM's hook does it, while the model is measured. What it says comes when this line is written.
        err.actions.put("kept the parameters after iteration", () -> assertFalse(interruption.shutDown()));
        err.actions.put(" writes the model\n", over::countDown);
        Object[] args = train("m.safetensors", "--validation", 0.3, "--patience", 4, "--optimizer", "momentum");
        Thread command = new Thread(() -> Cli.run(OutputStream.nullOutputStream(), err, interruption, args), "command");
        command.start();
        assertTrue(over.await(60, TimeUnit.SECONDS), () -> err.toString(StandardCharsets.UTF_8));
        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(
                said.contains("interrupted after the last iteration; the finished training is kept in " + kept
                        + "; the same command with --resume --checkpoint " + kept + " writes the model\n"),
                said);
        assertFalse(Files.exists(folder.resolve("m.safetensors.lock")));
        assertFalse(Files.exists(folder.resolve("m.safetensors.checkpoint.lock")));
        // Its process would have ended; here it is kept from deleting what it said it keeps.
        command.interrupt();
        command.join();
        assertTrue(Files.exists(kept));

        Files.deleteIfExists(model);
        List<Object> again = new ArrayList<>(List.of(args));
        again.addAll(List.of("--resume", "--checkpoint", kept));
        Cli.Result result = Cli.run(again.toArray());
        assertEquals(0, result.code(), result.err());
        assertTrue(Files.exists(model));
        assertFalse(Files.exists(kept));
    }

    @Test
    void weightsThatAreTooLargeForTheStorageCanBeStoredInAnother() throws Exception {
        assertEquals(0, Cli.run(train("small.safetensors")).code());
        ParameterFile small = ParameterFile.read(bytes(folder.resolve("small.safetensors")));
        Parameters large = small.parameters().filled(like -> {
            double[] values = like.values().clone();
            values[0] = 1e6;
            return values;
        });
        Path from = folder.resolve("large.safetensors");
        Files.write(from, new ParameterFile(large, small.card()).toSafetensors(StorageType.F32));
        Cli.Result result = Cli.run(train("m.safetensors", "--from", from, "--iterations", 0, "--storage", "f16"));
        assertEquals(1, result.code(), result.err());
        assertTrue(result.err().contains("too large for F16; the finished training is kept in "), result.err());
        Cli.Result other = Cli.run(train(
                "m.safetensors",
                "--from",
                from,
                "--iterations",
                0,
                "--resume",
                "--checkpoint",
                checkpoint("m.safetensors")));
        assertEquals(0, other.code(), other.err());
        assertTrue(Files.exists(folder.resolve("m.safetensors")));
        assertFalse(Files.exists(checkpoint("m.safetensors")));
    }

    @Test
    void aModelIsNeitherStartedFromNorReplacedAsACheckpoint() throws Exception {
        assertEquals(0, Cli.run(train("a.safetensors", "--iterations", 1)).code());
        Path a = folder.resolve("a.safetensors");
        byte[] model = bytes(a);
        Path link = SymbolicLinks.make(folder.resolve("b.safetensors.checkpoint"), a);
        for (Object[] args : List.of(
                train("b.safetensors", "--from", a, "--checkpoint", a),
                train("b.safetensors", "--from", folder.resolve("x/../a.safetensors"), "--checkpoint", a),
                train("b.safetensors", "--from", a))) {
            Cli.Result result = Cli.run(args);
            assertEquals(2, result.code(), result.err());
            assertTrue(result.err().contains("also the checkpoint of this training"), result.err());
        }
        Files.delete(link);
        Path notes = Files.writeString(folder.resolve("notes"), "not to be lost");
        for (Path other : List.of(a, notes)) {
            Cli.Result result = Cli.run(train("b.safetensors", "--checkpoint", other));
            assertEquals(1, result.code(), result.err());
            assertEquals("", result.out());
            assertTrue(result.err().contains(other + " is not a checkpoint, but this training would"), result.err());
        }
        assertArrayEquals(model, bytes(a));
        assertEquals("not to be lost", Files.readString(notes));
        assertFalse(Files.exists(folder.resolve("notes.lock")));
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
