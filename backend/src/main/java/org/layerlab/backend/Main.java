package org.layerlab.backend;

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.layerlab.backend.cli.CirclesCommand;
import org.layerlab.backend.cli.ConvertCommand;
import org.layerlab.backend.cli.EvaluateCommand;
import org.layerlab.backend.cli.Interruption;
import org.layerlab.backend.cli.LayerLabCommand;
import org.layerlab.backend.cli.ModelsCommand;
import org.layerlab.backend.cli.PredictCommand;
import org.layerlab.backend.cli.PrepareCommand;
import org.layerlab.backend.cli.ServeCommand;
import org.layerlab.backend.cli.TrainCommand;
import picocli.CommandLine;

/** Builds the command line and runs it. */
public final class Main {
    /** Time, level, logger, message, stack trace. */
    private static final String LOG_LINE = "%1$tFT%1$tT%1$tz %4$s %3$s: %5$s%6$s%n";

    private Main() {}

    public static void main(String[] args) {
        logInLines();
        Interruption interruption = Interruption.ofSignals();
        int exitCode = 1;
        try {
            exitCode = commandLine(console(), interruption).execute(args);
        } finally {
            interruption.end(exitCode);
        }
        System.exit(exitCode);
    }

    /** Java's own format takes two lines for each message; another one can be chosen as with every Java program. */
    private static void logInLines() {
        String format = "java.util.logging.SimpleFormatter.format";
        if (System.getProperty(format) == null && System.getProperty("java.util.logging.config.file") == null) {
            System.setProperty(format, LOG_LINE);
        }
    }

    /** All commands. */
    public static CommandLine commandLine(org.layerlab.backend.cli.TerminalOutput console, Interruption interruption) {
        return LayerLabCommand.of(
                console,
                List.of(
                        new ServeCommand(console, interruption, Clock.systemUTC()),
                        new TrainCommand(console, interruption),
                        new PrepareCommand(console),
                        new EvaluateCommand(console),
                        new PredictCommand(console),
                        new ConvertCommand(console),
                        new CirclesCommand(console),
                        new ModelsCommand(console)));
    }

    private static org.layerlab.backend.cli.TerminalOutput console() {
        return new org.layerlab.backend.cli.TerminalOutput(utf8(System.out), utf8(System.err), isTerminal());
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
            // Since Java 22 a pipe has a console too, which has to be asked.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
