package org.layerlab.backend;

import java.time.Clock;
import java.util.List;
import org.layerlab.backend.cli.CalibrateCommand;
import org.layerlab.backend.cli.CirclesCommand;
import org.layerlab.backend.cli.ConvertCommand;
import org.layerlab.backend.cli.EvaluateCommand;
import org.layerlab.backend.cli.Interruption;
import org.layerlab.backend.cli.LayerLabCommand;
import org.layerlab.backend.cli.ModelsCommand;
import org.layerlab.backend.cli.PredictCommand;
import org.layerlab.backend.cli.PrepareCommand;
import org.layerlab.backend.cli.ProcessOutput;
import org.layerlab.backend.cli.ServeCommand;
import org.layerlab.backend.cli.SweepCommand;
import org.layerlab.backend.cli.TerminalOutput;
import org.layerlab.backend.cli.TrainCommand;
import org.layerlab.backend.sweep.LocalPlace;
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
            exitCode = commandLine(ProcessOutput.standard(), interruption).execute(args);
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
    public static CommandLine commandLine(TerminalOutput console, Interruption interruption) {
        return LayerLabCommand.of(
                console,
                List.of(
                        new ServeCommand(console, interruption, Clock.systemUTC()),
                        new TrainCommand(console, interruption),
                        new PrepareCommand(console),
                        new CalibrateCommand(console),
                        new EvaluateCommand(console),
                        new PredictCommand(console),
                        new ConvertCommand(console),
                        new CirclesCommand(console),
                        new SweepCommand(console, interruption, LocalPlace::open),
                        new ModelsCommand(console)));
    }
}
