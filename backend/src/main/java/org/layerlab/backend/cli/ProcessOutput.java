package org.layerlab.backend.cli;

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The output of this process, to its console or pipes. */
public final class ProcessOutput {
    private ProcessOutput() {}

    /** Standard output and standard error. */
    public static TerminalOutput standard() {
        return new TerminalOutput(utf8(System.out), utf8(System.err), isTerminal());
    }

    /** A system that claims ASCII can usually show UTF-8; otherwise file names would be garbled. */
    private static PrintStream utf8(PrintStream stream) {
        return Charset.defaultCharset().equals(StandardCharsets.US_ASCII)
                ? new PrintStream(stream, true, StandardCharsets.UTF_8)
                : stream;
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
