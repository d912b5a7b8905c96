package org.layerlab.network.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The first Python that has what a test needs. */
final class Python {
    private final Path folder;
    private final String program;

    private Python(Path folder, String program) {
        this.folder = folder;
        this.program = program;
    }

    /** One with these modules; without one the test is skipped, saying so. */
    static Python with(String modules, Path folder) throws IOException, InterruptedException {
        for (String program : List.of("python3", "/usr/bin/python3")) {
            Python python = new Python(folder, program);
            if (python.exitCode("import " + modules) == 0) {
                return python;
            }
        }
        return abort("no Python with " + modules + " here: not checked against it");
    }

    /** Runs a script; what it prints. */
    String run(String script) throws IOException, InterruptedException {
        int code = exitCode(script);
        assertEquals(0, code, () -> text("errors.txt"));
        return text("output.txt");
    }

    private String text(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private int exitCode(String script) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(program, "-c", script)
                    .directory(folder.toFile())
                    .redirectOutput(folder.resolve("output.txt").toFile())
                    .redirectError(folder.resolve("errors.txt").toFile())
                    .start();
            if (!process.waitFor(300, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(program + " takes more than five minutes");
            }
            return process.exitValue();
        } catch (IOException e) {
            return 127;
        }
    }
}
