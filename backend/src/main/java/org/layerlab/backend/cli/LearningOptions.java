package org.layerlab.backend.cli;

import com.eclipsesource.json.JsonObject;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Schedule;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a network learns: the options that all training commands have. */
final class LearningOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--initialization",
            paramLabel = "RULE",
            defaultValue = "normal",
            description = "How weights begin: normal (randn · 0.01), he, xavier, zero. Default: ${DEFAULT-VALUE}.")
    Initialization initialization;

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            defaultValue = "relu",
            description = "Of hidden layers: relu, leakyRelu, tanh, sigmoid, linear. Default: ${DEFAULT-VALUE}.")
    Activation activation;

    @Option(
            names = "--optimizer",
            paramLabel = "RULE",
            defaultValue = "sgd",
            description = "sgd, momentum, adam. Default: ${DEFAULT-VALUE}.")
    OptimizerKind optimizer;

    @Option(
            names = "--momentum",
            paramLabel = "SHARE",
            defaultValue = "0.9",
            description = "Of past steps that --optimizer momentum keeps. Default: ${DEFAULT-VALUE}.")
    double momentum;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            defaultValue = "constant",
            description = "Of the learning rate: constant, cosine (falls to 0), oneCycle (rises first). Default:"
                    + " ${DEFAULT-VALUE}.")
    Schedule schedule;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "0",
            description = "Examples an update; 0 for all of them, as in the tutorial. Default: ${DEFAULT-VALUE}.")
    int batchSize;

    @Option(
            names = {"--l2", "--weight-decay"},
            paramLabel = "FACTOR",
            defaultValue = "0",
            description = "Adds FACTOR · W to dW. Default: ${DEFAULT-VALUE}.")
    double l2;

    @Option(
            names = "--l1",
            paramLabel = "FACTOR",
            defaultValue = "0",
            description = "Adds FACTOR · sign(W) to dW. Default: ${DEFAULT-VALUE}.")
    double l1;

    @Option(
            names = "--dropout",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Of hidden units left out in an update. Default: ${DEFAULT-VALUE}.")
    double dropout;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Of everything random, 0 to 4294967295. Default: ${DEFAULT-VALUE}.")
    long seed;

    /** Fields are set by picocli. */
    @SuppressWarnings("NullAway.Init")
    LearningOptions() {}

    /**
     * What the options say.
     *
     * @throws ParameterException when one of them is out of range
     */
    Hyperparameters hyperparameters(double learningRate, int iterations) {
        requireSeed();
        try {
            return Hyperparameters.builder(learningRate, iterations)
                    .batchSize(batchSize)
                    .optimizer(optimizer)
                    .schedule(schedule)
                    .momentum(momentum)
                    .l1(l1)
                    .l2(l2)
                    .dropout(dropout)
                    .seed(seed)
                    .build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    /**
     * Refuses a seed that NumPy would not take.
     *
     * @throws ParameterException when it is not 0 to 4,294,967,295
     */
    void requireSeed() {
        if (seed < 0 || seed > 0xffffffffL) {
            throw new ParameterException(spec.commandLine(), "--seed " + seed + " is not between 0 and 4294967295");
        }
    }

    /** The same as a model card tells them. */
    JsonObject json(Hyperparameters h, int examples) {
        return new JsonObject()
                .add("learningRate", h.learningRate())
                .add("iterations", h.iterations())
                .add("batchSize", h.batchSize() == 0 ? examples : Math.min(examples, h.batchSize()))
                .add("optimizer", h.optimizer().id())
                .add("momentum", h.momentum())
                .add("schedule", h.schedule().id())
                .add("l1", h.l1())
                .add("l2", h.l2())
                .add("dropout", h.dropout())
                .add("seed", h.seed())
                .add("initialization", initialization.id());
    }
}
