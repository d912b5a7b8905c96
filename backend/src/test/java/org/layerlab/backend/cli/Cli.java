package org.layerlab.backend.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.Main;

/** Runs commands in this JVM and catches what they print. */
public final class Cli {
    private Cli() {}

    /** What a command did. */
    public record Result(int code, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }

        List<String> costLines() {
            return out.lines().filter(line -> line.startsWith("Cost after")).toList();
        }
    }

    /** Runs a command to its end. */
    public static Result run(Object... args) {
        return run(null, args);
    }

    /**
     * Runs a command that is interrupted as soon as it has printed a text.
     *
     * @param interruptAt null for never
     */
    static Result run(@Nullable String interruptAt, Object[] args) {
        Interruption interruption = Interruption.none();
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                super.write(bytes, offset, length);
                if (interruptAt != null && toString(StandardCharsets.UTF_8).contains(interruptAt)) {
                    interruption.request();
                }
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = run(out, err, interruption, args);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static int run(OutputStream out, OutputStream err, Interruption interruption, Object... args) {
        TerminalOutput console = new TerminalOutput(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        return Main.commandLine(console, interruption)
                .execute(Stream.of(args).map(String::valueOf).toArray(String[]::new));
    }

    /** These arguments with others behind them, which take the place of the same options; data sets add up. */
    static Object[] overridden(List<Object> args, Object... more) {
        List<Object> all = new ArrayList<>(args);
        for (Object option : more) {
            int at = all.indexOf(option);
            if (at >= 0 && option.toString().startsWith("--") && !option.equals("--dataset")) {
                all.subList(at, at + 2).clear();
            }
        }
        all.addAll(List.of(more));
        return all.toArray();
    }

    /** The shared folder beside the clone, if it is there. */
    static Optional<Path> shared() {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path shared = up.resolve("shared");
            if (Files.isDirectory(shared.resolve("golden"))) {
                return Optional.of(shared);
            }
        }
        return Optional.empty();
    }
}
