package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.Main;

/** The command line as a process of its own, whose standard output takes nothing. */
class ProcessOutputTest {
    private static ProcessBuilder layerlab(String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command);
    }

    private static void assertEnd(int code, String said, Process process) throws Exception {
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor(1, TimeUnit.MINUTES);
        assertEquals(said, err);
        assertEquals(code, process.exitValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"circles --iterations 1", "train --help", "--version"})
    void aReaderThatHasEnoughIsNoFailure(String words) throws Exception {
        Process process = layerlab(words.split(" ")).start();
        process.getInputStream().close();
        assertEnd(0, "", process);
    }

    @ParameterizedTest
    @CsvSource({"layerlab circles, circles --iterations 1", "layerlab train, train --help", "layerlab, --version"})
    void aFullDiskIsAFailure(String command, String words) throws Exception {
        File full = new File("/dev/full");
        assumeTrue(full.exists(), "there is no /dev/full here");
        Process process = layerlab(words.split(" ")).redirectOutput(full).start();
        assertEnd(1, command + ": standard output can't be written: No space left on device\n", process);
    }
}
