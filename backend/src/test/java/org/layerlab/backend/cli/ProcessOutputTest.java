package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.Main;

/** The command line as a process of its own, whose standard output takes nothing. */
class ProcessOutputTest {
    private static ProcessBuilder circles() {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "circles",
                "--iterations",
                "1");
    }

    private static void assertEnd(int code, String said, Process process) throws Exception {
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor(1, TimeUnit.MINUTES);
        assertEquals(said, err);
        assertEquals(code, process.exitValue());
    }

    @Test
    void aReaderThatHasEnoughIsNoFailure() throws Exception {
        Process process = circles().start();
        process.getInputStream().close();
        assertEnd(0, "", process);
    }

    @Test
    void aFullDiskIsAFailure() throws Exception {
        File full = new File("/dev/full");
        assumeTrue(full.exists(), "there is no /dev/full here");
        Process process = circles().redirectOutput(full).start();
        assertEnd(1, "layerlab circles: standard output can't be written: No space left on device\n", process);
    }
}
