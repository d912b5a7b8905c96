package org.layerlab.backend.cli;

import java.util.List;
import org.layerlab.backend.sweep.TrialPlace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Searches for better hyperparameters: of {@code circles} or of {@code train}. */
@Command(
        name = "sweep",
        description = {
            "Searches for better hyperparameters: trains many combinations and ranks them on a validation set.",
            "The options of circles and train apply to all runs; --grid or --random sets what varies."
        },
        synopsisSubcommandLabel = "circles|train")
public final class SweepCommand implements Runnable, LayerLabCommand.Group {
    private final List<Object> commands;

    @Spec
    private CommandSpec spec;

    /**
     * @param places where the runs are made
     */
    @SuppressWarnings("NullAway.Init")
    public SweepCommand(TerminalOutput console, Interruption interruption, TrialPlace.Factory places) {
        commands = List.of(
                new SweepCirclesCommand(console, interruption, places),
                new SweepTrainCommand(console, interruption, places));
    }

    @Override
    public List<Object> commands() {
        return commands;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "say what to search: circles, for points of the plane, or train, for photos");
    }
}
