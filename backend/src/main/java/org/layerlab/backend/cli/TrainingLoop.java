package org.layerlab.backend.cli;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.layerlab.network.training.CostPoint;
import org.layerlab.network.training.Trainer;

/** Trains to the end and tells of it: the tutorial's cost lines, and a progress bar where a person watches. */
final class TrainingLoop {
    private TrainingLoop() {}

    /** What is done between two steps; may fail. */
    interface AfterStep {
        AfterStep NOTHING = () -> true;

        /** Whether to go on. */
        boolean run() throws CommandException;
    }

    /**
     * Trains until all iterations are done, or {@code afterStep} has seen enough.
     *
     * @param lines gets a line every {@link Trainer#COST_EVERY} iterations
     * @param stop asked before each step whether to end early
     * @return whether all is done
     * @throws CommandException when the cost is no number any more: then neither are the parameters
     */
    static boolean run(
            Trainer trainer, TerminalOutput console, Consumer<String> lines, BooleanSupplier stop, AfterStep afterStep)
            throws CommandException {
        try (TerminalOutput.Progress progress =
                console.progress("training", trainer.hyperparameters().iterations())) {
            while (!trainer.done()) {
                if (stop.getAsBoolean()) {
                    return false;
                }
                trainer.step();
                double cost = trainer.cost();
                if (Double.isNaN(cost)) {
                    throw new CommandException("the cost is not a number after iteration " + (trainer.iteration() - 1)
                            + ": the learning rate "
                            + trainer.hyperparameters().learningRate() + " is too high");
                }
                CostPoint point = trainer.lastCostPoint();
                if (point != null && point.iteration() == trainer.iteration() - 1) {
                    lines.accept(point.toString());
                }
                progress.at(trainer.iteration(), "cost " + CostPoint.sixDecimals(cost));
                if (!afterStep.run()) {
                    break;
                }
            }
        }
        return true;
    }
}
