package org.layerlab.backend.script;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The first Python of this machine that has what a test needs. */
public final class Python {
    private final String program;
    private final Path folder;

    /** What a run gave: its exit code, and all that it printed. */
    public record Result(int code, String out) {}

    private Python(String program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /**
     * A Python with these modules; without one the test is skipped, saying so.
     *
     * @param modules separated by commas
     * @param folder in which it runs
     */
    public static Python with(String modules, Path folder) throws IOException, InterruptedException {
        for (String program : List.of("python3", "/usr/bin/python3")) {
            Python python = new Python(program, folder);
            if (python.run("-c", "import " + modules).code() == 0) {
                return python;
            }
        }
        return abort("no Python with " + modules + " here: not checked against it");
    }

    /** Runs it with these arguments. */
    public Result run(String... args) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(Arrays.asList(args));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(300, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(program + " takes more than two minutes");
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new Result(127, e.toString());
        }
    }

    /** What it prints; it has to end well. */
    public String print(String... args) throws IOException, InterruptedException {
        Result result = run(args);
        if (result.code() != 0) {
            throw new AssertionError(result.out());
        }
        return result.out();
    }
}
