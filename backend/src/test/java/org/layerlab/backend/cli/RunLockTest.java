package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.JavaCommand;
import org.layerlab.backend.Main;
import org.layerlab.backend.SymbolicLinks;

/** Runs that would write the same files. */
class RunLockTest extends WithNoisePhotos {
    private Path checkpoint(String out) {
        return folder.resolve(out + ".checkpoint");
    }

    @Test
    void aSecondRunIsRefusedUntilTheFirstIsKilled() throws Exception {
        List<String> command = JavaCommand.of(Main.class);
        Object[] args = train("m.safetensors", "--checkpoint-every", 1);
        Stream.of(args)
                .map(String::valueOf)
                .map(arg -> arg.equals("210") ? "100000000" : arg)
                .forEach(command::add);
        Process first = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(first.getInputStream(), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            while (line != null && !line.startsWith("Cost after iteration 100:")) {
                line = reader.readLine();
            }
            assertTrue(first.isAlive(), line);
            Cli.Result second = Cli.run(args);
            assertEquals(1, second.code(), second.err());
            assertEquals(
                    "layerlab train: " + folder.resolve("m.safetensors")
                            + " is being written by another run, which has locked "
                            + folder.resolve("m.safetensors.lock") + "; wait for it, or write to another file\n",
                    second.err());
            Cli.Result third = Cli.run(train("other.safetensors", "--checkpoint", checkpoint("m.safetensors")));
            assertEquals(1, third.code(), third.err());
            assertTrue(third.err().contains("m.safetensors.checkpoint is being written by another run"), third.err());
            assertFalse(Files.exists(folder.resolve("other.safetensors.lock")));
        } finally {
            first.destroyForcibly();
        }
        assertTrue(first.waitFor(30, TimeUnit.SECONDS), "still running");
        assertTrue(Files.exists(checkpoint("m.safetensors")));
        assertTrue(Files.exists(folder.resolve("m.safetensors.lock")));
        Cli.Result after = Cli.run(args);
        assertEquals(0, after.code(), after.err());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(
                    List.of("m.safetensors"),
                    left.map(path -> path.getFileName().toString())
                            // What the killed run was writing.
                            .filter(name -> !name.endsWith(".tmp"))
                            .toList());
        }
    }

    @Test
    void aLockIsForOneRunAtATime() throws Exception {
        TerminalOutput console = new TerminalOutput(
                new PrintStream(OutputStream.nullOutputStream()),
                new PrintStream(OutputStream.nullOutputStream()),
                false);
        Path model = folder.resolve("m.npz");
        RunLock lock = RunLock.on(console, model);
        assertThrows(CommandException.class, () -> RunLock.on(console, folder.resolve("n.npz"), model));
        RunLock.on(console, folder.resolve("n.npz")).release();
        lock.release();
        assertFalse(Files.exists(folder.resolve("m.npz.lock")));
        RunLock.on(console, model).release();
    }

    @Test
    void aFileThatIsNotALockStaysAsItIs() throws Exception {
        Path side = folder.resolve("m.npz.lock");
        Path behind = Files.writeString(folder.resolve("package.lock"), "");
        for (byte[] content : List.of("pinned".getBytes(StandardCharsets.UTF_8), new byte[(1 << 16) + 1])) {
            Files.write(side, content);
            Cli.Result result = Cli.run(train("m.npz"));
            assertEquals(1, result.code(), result.err());
            assertTrue(result.err().contains("m.npz.lock is not a lock that LayerLab made"), result.err());
            assertArrayEquals(content, Files.readAllBytes(side));
        }
        Files.delete(side);
        SymbolicLinks.make(side, behind);
        assertEquals(1, Cli.run(train("m.npz")).code());
        assertEquals("", Files.readString(behind));
        Files.delete(side);
        // What a run that was killed has left is taken over.
        Files.write(side, new byte[1 << 16]);
        assertEquals(0, Cli.run(train("m.npz", "--iterations", 1)).code());
        assertFalse(Files.exists(side));
    }

    @Test
    void checkpointAndModelAreTwoFiles() {
        Cli.Result result = Cli.run(train("m.npz", "--checkpoint", folder.resolve("x/../m.npz")));
        assertEquals(2, result.code(), result.err());
    }
}
