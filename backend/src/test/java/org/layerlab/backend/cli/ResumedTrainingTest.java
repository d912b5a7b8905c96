package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.backend.JavaCommand;
import org.layerlab.backend.Main;
import org.layerlab.network.file.ParameterFile;

/** Trainings that are interrupted and resumed. */
class ResumedTrainingTest extends WithNoisePhotos {
    private Object[] trainLayers(String layers, String out, Object... more) {
        return NoisePhotos.train(photos, layers, folder.resolve(out), more);
    }

    @ParameterizedTest
    @CsvSource({"float64, sgd", "float64, momentum", "float64, adam", "float32, momentum"})
    void aResumedRunEqualsOneThatWasNotInterrupted(String precision, String optimizer) throws Exception {
        Object[] settings = {
            "--precision",
            precision,
            "--optimizer",
            optimizer,
            "--mirror",
            "--shift",
            3,
            "--side",
            precision.equals("float64") ? 64 : 32,
            "--validation",
            0.2,
            "--center",
            "--dropout",
            0.2,
            "--schedule",
            "cosine",
            "--l2",
            0.01
        };
        Cli.Result whole = Cli.run(train("whole.safetensors", settings));
        assertEquals(0, whole.code(), whole.err());

        Cli.Result first = Cli.run("iteration 100:", train("two.safetensors", settings));
        assertEquals(130, first.code(), first.err());
        assertTrue(first.err().contains("interrupted after 101 of 210 iterations"), first.err());
        assertTrue(first.err().contains("--resume"), first.err());
        assertFalse(Files.exists(folder.resolve("two.safetensors")));

        Object[] resumed = Stream.concat(Stream.of(train("two.safetensors", settings)), Stream.of("--resume"))
                .toArray();
        Cli.Result second = Cli.run(resumed);
        assertEquals(0, second.code(), second.err());
        List<String> lines = new ArrayList<>(first.lines());
        lines.addAll(second.lines());
        assertEquals(whole.lines(), lines);
        assertFalse(Files.exists(folder.resolve("two.safetensors.checkpoint")));

        ParameterFile a = ParameterFile.read(Files.readAllBytes(folder.resolve("whole.safetensors")));
        ParameterFile b = ParameterFile.read(Files.readAllBytes(folder.resolve("two.safetensors")));
        for (int l = 0; l < 2; l++) {
            assertArrayEquals(
                    a.parameters().layers().get(l).W(),
                    b.parameters().layers().get(l).W());
            assertArrayEquals(
                    a.parameters().layers().get(l).b(),
                    b.parameters().layers().get(l).b());
        }
        assertEquals(a.card().costs(), b.card().costs());
        assertEquals(a.card().calibration(), b.card().calibration());
        assertTrue(a.card().calibration().isPresent());
    }

    @ParameterizedTest
    @CsvSource({"float32, momentum", "float64, adam"})
    void aResumedRunOfConvolutionsEqualsOneThatWasNotInterrupted(String precision, String optimizer) throws Exception {
        String layers = "64x64x3,conv3x2s4,bn,relu,pool2,conv3x3,bn,relu,gap,dropout0.2,1";
        Object[] settings = {
            "--initialization",
            "he",
            "--precision",
            precision,
            "--optimizer",
            optimizer,
            "--mirror",
            "--zoom",
            0.2,
            "--tint",
            0.2,
            "--side",
            32,
            "--validation",
            0.2,
            "--schedule",
            "oneCycle"
        };
        Cli.Result whole = Cli.run(trainLayers(layers, "whole.safetensors", settings));
        assertEquals(0, whole.code(), whole.err());
        Cli.Result first = Cli.run("iteration 100:", trainLayers(layers, "two.safetensors", settings));
        assertEquals(130, first.code(), first.err());
        Object[] resumed = Stream.concat(
                        Stream.of(trainLayers(layers, "two.safetensors", settings)), Stream.of("--resume"))
                .toArray();
        Cli.Result second = Cli.run(resumed);
        assertEquals(0, second.code(), second.err());
        List<String> lines = new ArrayList<>(first.lines());
        lines.addAll(second.lines());
        assertEquals(whole.lines(), lines);

        ParameterFile a = ParameterFile.read(Files.readAllBytes(folder.resolve("whole.safetensors")));
        ParameterFile b = ParameterFile.read(Files.readAllBytes(folder.resolve("two.safetensors")));
        for (int i = 0; i < a.parameters().named().size(); i++) {
            assertArrayEquals(
                    a.parameters().named().get(i).values(),
                    b.parameters().named().get(i).values(),
                    a.parameters().named().get(i).name());
        }
        assertEquals(
                "64x64x3, conv3x2s4, bn, relu, pool2, conv3x3, bn, relu, gap, dropout0.2, 1",
                b.card().architecture().toString());
    }

    @Test
    void aCheckpointOfOtherSettingsIsRefusedNamingBoth() {
        Cli.run("iteration 0:", train("m.safetensors"));
        Cli.Result result = Cli.run(train("m.safetensors", "--resume", "--l2", 0.5));
        assertEquals(1, result.code());
        assertTrue(result.err().contains("l2 0") && result.err().contains("l2 0.5"), result.err());
    }

    @Test
    void aCheckpointOfARunThatStartedOtherwiseIsRefused() {
        assertEquals(0, Cli.run(train("start.safetensors", "--iterations", 1)).code());
        Path start = folder.resolve("start.safetensors");
        Cli.run("iteration 0:", train("plain.safetensors"));
        Cli.Result plain = Cli.run(train("plain.safetensors", "--resume", "--from", start));
        assertEquals(1, plain.code());
        assertTrue(
                plain.err()
                        .contains(
                                "it is of a run that started from random weights, but this run starts from a model with"
                                        + " SHA-256 "),
                plain.err());

        Cli.run("iteration 0:", train("from.safetensors", "--from", start));
        Cli.Result from = Cli.run(train("from.safetensors", "--resume"));
        assertEquals(1, from.code());
        assertTrue(from.err().contains(", but this run starts from random weights"), from.err());
        Cli.Result same = Cli.run(train("from.safetensors", "--resume", "--from", start));
        assertEquals(0, same.code(), same.err());
    }

    @Test
    void aCheckpointOfOtherPhotosIsRefused() {
        Cli.run("iteration 0:", train("m.safetensors"));
        Object[] fewer = Stream.of(train("m.safetensors", "--resume"))
                .map(arg -> arg.equals(50) ? 49 : arg)
                .toArray();
        Cli.Result result = Cli.run(fewer);
        assertEquals(1, result.code());
        assertTrue(result.err().contains("it learned from other photos than those that are here"), result.err());
    }

    @Test
    void aCheckpointThatIsNoneIsRefused() throws Exception {
        Files.write(folder.resolve("m.npz.checkpoint"), new byte[] {1, 2, 3});
        Cli.Result result = Cli.run(train("m.npz", "--resume"));
        assertEquals(1, result.code());
        assertTrue(result.err().contains("m.npz.checkpoint"), result.err());
        assertEquals(1, Cli.run(train("n.npz", "--resume")).code());

        assertEquals(0, Cli.run(train("o.npz", "--iterations", 1)).code());
        Cli.Result npz = Cli.run(train("m.npz", "--resume", "--checkpoint", folder.resolve("o.npz")));
        assertEquals(1, npz.code(), npz.err());
        assertTrue(npz.err().contains("o.npz is an .npz file, but a checkpoint is a .safetensors file"), npz.err());
    }

    @ParameterizedTest
    @CsvSource({"TERM", "INT"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals")
    void aSignalLeavesACheckpoint(String signal) throws Exception {
        List<String> command = JavaCommand.of(Main.class);
        // A run of hours, so that the signal comes in its midst.
        Stream.of(train("m.safetensors", "--resume"))
                .map(String::valueOf)
                .filter(arg -> !arg.equals("--resume"))
                .map(arg -> arg.equals("210") ? "100000000" : arg)
                .forEach(command::add);
        Ended ended = signaled(command, "Cost after iteration 0:", signal);
        String said = String.join("\n", ended.said);
        assertEquals(130, ended.code, said);
        assertTrue(said.contains("--resume"), said);
        assertTrue(Files.exists(folder.resolve("m.safetensors.checkpoint")));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(1, left.count());
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, false", "TERM, true", "INT, false"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals")
    void aSignalBeforeTheFirstIterationIsToldAndLeavesNoLock(String signal, boolean resumed) throws Exception {
        Path large = Files.createDirectory(folder.resolve("large"));
        Files.writeString(large.resolve("notes.txt"), "");
        BufferedImage image = new BufferedImage(5000, 5000, BufferedImage.TYPE_BYTE_GRAY);
        assertTrue(ImageIO.write(image, "png", large.resolve("cat.0.png").toFile()));
        // Preparing them takes many times as long as sending a signal.
        for (int i = 1; i < 40; i++) {
            Files.copy(large.resolve("cat.0.png"), large.resolve((i % 2 == 0 ? "cat." : "dog.") + i + ".png"));
        }
        Path out = Files.createDirectory(folder.resolve("out"));
        Path kept = out.resolve("m.safetensors.checkpoint");
        List<String> command = JavaCommand.of(Main.class);
        Stream.of(NoisePhotos.train(large, "12288,3,1", out.resolve("m.safetensors")))
                .map(String::valueOf)
                .forEach(command::add);
        if (resumed) {
            Files.writeString(kept, "learned before");
            command.add("--resume");
        }
        Ended ended = signaled(command, "left out: ", signal);
        List<String> said = ended.said;
        assertEquals(signal.equals("INT") ? 130 : 143, ended.code, said.toString());
        assertEquals(
                resumed
                        ? "interrupted before training continued; " + kept + " is as it was"
                        : "interrupted before the first iteration; neither a model nor a checkpoint was written",
                said.get(said.size() - 1));
        assertEquals(2, said.size(), said.toString());
        try (Stream<Path> left = Files.list(out)) {
            assertEquals(resumed ? List.of(kept) : List.of(), left.toList());
        }
        assertTrue(!resumed || Files.readString(kept).equals("learned before"));
    }

    /** How a process ended, and the lines that it wrote. */
    private record Ended(int code, List<String> said) {}

    /** Runs a process, and sends it a signal when it writes a line that begins like this. */
    private static Ended signaled(List<String> command, String at, String signal) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> said = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = reader.readLine()) != null) {
                said.add(line);
                if (line.startsWith(at)) {
                    assumeTrue(
                            !signal.equals("INT") || !ignoresInterrupts(process),
                            "this process was started with SIGINT ignored, and so are its children");
                    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                            .start()
                            .waitFor();
                }
            }
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "still running");
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), said);
    }

    /** Bit 1 of the mask of ignored signals is SIGINT's. */
    private static boolean ignoresInterrupts(Process process) throws Exception {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }
}
