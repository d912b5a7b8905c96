package org.layerlab.backend.cli;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.layerlab.backend.jvm.JvmKernels;
import org.layerlab.network.layer.Network;
import org.layerlab.network.training.CostPoint;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.Trainer;

/** Trains to the end and reports: the tutorial's cost lines, and a progress bar on a terminal. */
final class TrainingLoop {
    /** Of a learning rate and an L2 strength: above it, |1 − rate·λ| is above 1. */
    private static final int MOST_DECAY = 2;

    private TrainingLoop() {}

    /** An action between two steps; may fail. */
    interface AfterStep {
        AfterStep NOTHING = () -> true;

        /** Returns whether to continue. */
        boolean run() throws CommandException;
    }

    /**
     * Trains until all iterations are done or {@code afterStep} returns false.
     *
     * @param lines receives a line every {@link Trainer#COST_EVERY} iterations
     * @param stop returns, before each step, whether to end early
     * @return whether training ended by itself, not by {@code stop}
     * @throws CommandException when a batch is too large for a matrix, or training {@linkplain Trainer#diverged diverged}
     */
    static boolean run(
            Trainer trainer, TerminalOutput console, Consumer<String> lines, BooleanSupplier stop, AfterStep afterStep)
            throws CommandException {
        Network network = trainer.network();
        Memory.requireBatch(network.architecture(), trainer.batchSize(), JvmKernels.mostElements(network.kernels()));
        try (TerminalOutput.Progress progress =
                console.progress("training", trainer.hyperparameters().iterations())) {
            while (!trainer.done()) {
                if (stop.getAsBoolean()) {
                    return false;
                }
                trainer.step();
                double cost = trainer.cost();
                if (trainer.diverged()) {
                    throw new CommandException("the cost is not a number after iteration " + (trainer.iteration() - 1)
                            + ": " + cause(trainer.hyperparameters()));
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

    /** What made the steps too large, in the end of a sentence. An update multiplies W by 1 − rate·λ for L2. */
    private static String cause(Hyperparameters h) {
        String rate = "the learning rate " + h.learningRate() + " is too high";
        if (h.learningRate() * h.l2() > MOST_DECAY) {
            return rate + " for the L2 strength " + h.l2() + ": their product is " + h.learningRate() * h.l2()
                    + ", and above " + MOST_DECAY + " the weights grow with each update";
        }
        return h.l1() == 0 ? rate : rate + ", or the L1 strength " + h.l1() + " is";
    }
}
