package org.layerlab.backend.cli;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The output of this process, to its console or pipes. */
public final class ProcessOutput {
    private ProcessOutput() {}

    /** Standard output and standard error. */
    public static TerminalOutput standard() {
        FileOutputStream file = new FileOutputStream(FileDescriptor.out);
        ErrorRecordingStream out = new ErrorRecordingStream(file);
        return new TerminalOutput(
                new PrintStream(new BufferedOutputStream(out), true, charset()),
                isAscii() ? new PrintStream(System.err, true, StandardCharsets.UTF_8) : System.err,
                isTerminal(),
                () -> hasReader(file) ? null : out.failure());
    }

    /** Whether it is a pipe or a terminal, which may close early without a failure. Error messages depend on the locale. */
    private static boolean hasReader(FileOutputStream file) {
        try {
            return file.getChannel().position() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** Standard output's own, by the name that later Javas, or 17, have for it. */
    private static Charset charset() {
        if (isAscii()) {
            return StandardCharsets.UTF_8;
        }
        String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding", ""));
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return Charset.defaultCharset();
        }
    }

    /** A system that claims ASCII can usually show UTF-8; otherwise file names would be garbled. */
    private static boolean isAscii() {
        return Charset.defaultCharset().equals(StandardCharsets.US_ASCII);
    }

    /** Whether output goes to a terminal, not to a pipe. */
    @SuppressWarnings("SystemConsoleNull") // null up to Java 21; later ones are asked below
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // Since Java 22, a pipe has a console too; ask it.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
