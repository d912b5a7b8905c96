package org.layerlab.spark;

import java.util.List;
import org.apache.spark.SparkConf;
import org.layerlab.backend.cli.Interruption;
import org.layerlab.backend.cli.LayerLabCommand;
import org.layerlab.backend.cli.ProcessOutput;
import org.layerlab.backend.cli.SweepCommand;
import org.layerlab.backend.cli.TerminalOutput;

/** What {@code spark-submit layerlab-spark.jar sweep …} starts. */
public final class SparkMain {
    private SparkMain() {}

    public static void main(String[] args) {
        TerminalOutput console = ProcessOutput.standard();
        Interruption interruption = Interruption.ofSignals();
        int exitCode = 1;
        try (SparkPlaces places = new SparkPlaces(new SparkConf())) {
            exitCode = LayerLabCommand.of(console, List.of(new SweepCommand(console, interruption, places)))
                    .execute(args);
        } finally {
            interruption.end(exitCode);
        }
        System.exit(exitCode);
    }
}
