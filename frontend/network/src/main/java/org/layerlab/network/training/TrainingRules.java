package org.layerlab.network.training;

import org.layerlab.network.choice.Choice;
import org.layerlab.network.choice.ChoiceText;
import org.layerlab.network.data.Examples;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.layer.SquaredErrorNetwork;
import org.layerlab.network.matrix.Kernels;

/** By whose rules a network learns: the cost, the order of batches, and what L1 does at 0. */
public enum TrainingRules implements Choice {
    /** The tutorial's cross-entropy; new batches are drawn for each epoch; L1 as a gradient. */
    LAYERLAB("layerlab", "LayerLab", "Cross-entropy cost; new batches are drawn for each epoch."),

    /** TensorFlow Playground's: see {@link SquaredErrorNetwork}, {@link OrderedBatches} and {@link HoldingSgd}. */
    TENSORFLOW(
            "tensorflow",
            "TensorFlow Playground",
            "Squared error of a tanh output, or a linear one for regression; batches in the order of the points; weights that L1 brings to 0 stay there.");

    private final ChoiceText said;

    TrainingRules(String id, String label, String help) {
        said = new ChoiceText(id, label, help);
    }

    @Override
    public ChoiceText said() {
        return said;
    }

    /** A network that learns by these rules, with these parameters. */
    public Network network(Kernels kernels, Architecture architecture, Parameters parameters) {
        return this == TENSORFLOW && !architecture.isRegression()
                ? new SquaredErrorNetwork(kernels, architecture, parameters)
                : new Network(kernels, architecture, parameters);
    }

    /**
     * What trains it.
     *
     * @param network that {@link #network} gave
     * @param costEvery iterations from one cost point to the next, at least 1
     */
    public Trainer trainer(Network network, Examples examples, Hyperparameters hyperparameters, int costEvery) {
        if (this == LAYERLAB) {
            return new Trainer(network, examples, hyperparameters, costEvery);
        }
        Kernels kernels = network.kernels();
        return new Trainer(
                network,
                examples,
                hyperparameters,
                costEvery,
                hyperparameters.optimizer() == OptimizerKind.SGD
                        ? new HoldingSgd(kernels, network.trained())
                        : hyperparameters.optimizer().create(kernels, network.trained()),
                new OrderedBatches(network, examples, hyperparameters.batchSize(), hyperparameters.seed()),
                false);
    }

    /** Updates in an epoch of m examples; the full batch is 0. */
    public int perEpoch(int m, int batchSize) {
        int size = batchSize == 0 ? m : Math.min(m, batchSize);
        return this == TENSORFLOW ? m / size : (m + size - 1) / size;
    }
}
