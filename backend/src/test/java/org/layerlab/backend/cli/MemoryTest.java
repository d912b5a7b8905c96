package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import picocli.CommandLine.Command;

/** Files, layers and commands that need more memory than there is: one line, and exit code 1. */
class MemoryTest {
    private static final Path PHOTO = Path.of("src/test/resources/golden/resize/00-64x64.png");

    @TempDir
    private Path folder;

    @Command(name = "hungry")
    private static final class Hungry implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new OutOfMemoryError("Java heap space\nof a test");
        }
    }

    private Path zeros() throws Exception {
        Path device = Path.of("/dev/zero");
        assumeTrue(Files.exists(device), "this system has no /dev/zero");
        return Files.createSymbolicLink(folder.resolve("zero.safetensors"), device);
    }

    private Path huge() throws Exception {
        Path file = folder.resolve("huge.npz");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }
        return file;
    }

    @AfterEach
    void unlink() throws Exception {
        Files.deleteIfExists(folder.resolve("zero.safetensors"));
    }

    private static String refusal(Object... args) {
        Cli.Result result = Cli.run(args);
        assertEquals(1, result.code(), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        assertFalse(result.err().contains("unexpected failure"), result.err());
        return result.err();
    }

    @Test
    void aModelThatIsADeviceIsRefused() throws Exception {
        Path model = zeros();
        String said = model + " is a device or a pipe, not a file\n";
        assertTrue(refusal("convert", model, folder.resolve("out.npz")).endsWith(said));
        assertTrue(refusal("predict", "--model", "/dev/zero", PHOTO)
                .endsWith("/dev/zero is a device or a pipe, not a file\n"));
        assertTrue(
                refusal("evaluate", "--model", model, "--dataset", "drawings").endsWith(said));
    }

    @Test
    void aModelThatIsTooLargeIsRefusedNamingBoth() throws Exception {
        Path model = huge();
        String said = refusal("convert", model, folder.resolve("out.npz"));
        assertTrue(said.contains(model + " has 1099511627776 bytes; at most "), said);
        assertTrue(refusal("predict", "--model", model, PHOTO).contains("at most "));
    }

    @Test
    void anEndlessPhotoIsReadUpToItsBound() throws Exception {
        Path model = folder.resolve("m.safetensors");
        Architecture layers = Architecture.relu(12288, 1);
        ParameterFile file =
                new ParameterFile(Initialization.NORMAL.parameters(layers, 1), new CardBuilder(layers).build());
        Files.write(model, file.toSafetensors(StorageType.F32));
        String said = refusal("predict", "--model", model, zeros());
        assertTrue(said.contains("has more than 33554432 bytes"), said);
        said = refusal("predict", "--model", model, huge());
        assertTrue(said.contains("has 1099511627776 bytes; at most 33554432 are read"), said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "circles --layers 2,100000,100000,1",
                "circles --layers 2,2000000000,2000000000,2000000000,1",
                "train --dataset drawings --out m.npz --layers 12288,1000000000,1",
                "train --dataset drawings --out m.npz --layers 12288,100000,100000,1"
            })
    void layersThatCannotFitAreRefusedBeforeAnythingIsRead(String line) {
        String said = refusal((Object[]) line.split(" "));
        assertTrue(
                said.matches("(?s).* have \\d+ parameters, which need at least \\d+ MB of memory, but Java may use "
                        + "\\d+ MB; start Java with -Xmx and more\n"),
                said);
    }

    @Test
    void theMemoryOfLayersIsCompared() throws Exception {
        Architecture layers = Architecture.relu(12288, 1000, 1);
        Memory.requireRoomToLearn(layers, 12290001L * 16);
        assertEquals(
                "the layers 12288, 1000, 1 have 12290001 parameters, which need at least 188 MB of memory, but Java may "
                        + "use 100 MB; start Java with -Xmx and more",
                assertThrows(CommandException.class, () -> Memory.requireRoomToLearn(layers, 100 << 20))
                        .getMessage());
    }

    /** {@code train} takes the same way. */
    @Test
    void aBatchThatNoMatrixHoldsIsRefusedNamingTheWayOut() {
        String line = "circles --layers 2,60000,1 --points 10000 --iterations 1 --precision float32";
        String said = refusal((Object[]) line.split(" "));
        assertEquals(
                "layerlab circles: a batch of 10000 examples needs a matrix of 60000×10000 = 600000000 values; at most"
                        + " 536870911 fit; give a smaller --batch-size\n",
                said);
    }

    @Test
    void theValuesOfABatchAreCompared() throws Exception {
        Architecture layers = Architecture.relu(2, 5, 1);
        Memory.requireBatch(layers, 10, 50);
        assertEquals(
                "a batch of 11 examples needs a matrix of 5×11 = 55 values; at most 50 fit; give a smaller --batch-size",
                assertThrows(CommandException.class, () -> Memory.requireBatch(layers, 11, 50))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void memoryThatRunsOutIsOneLine(boolean debug) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        TerminalOutput console = new TerminalOutput(stream, stream, false);
        String[] args = debug ? new String[] {"hungry", "--debug"} : new String[] {"hungry"};
        assertEquals(1, LayerLabCommand.of(console, List.of(new Hungry())).execute(args));
        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(
                said.matches("(?s)layerlab hungry: not enough memory: Java heap space; of a test, and Java may use "
                        + "\\d+ MB; start Java with -Xmx and more, such as -Xmx\\d+m\n.*"),
                said);
        assertEquals(debug, said.lines().count() > 1, said);
    }
}
