package org.layerlab.network.training;

import org.layerlab.network.layer.Initialization;

/**
 * What is chosen before training.
 *
 * @param learningRate positive
 * @param iterations how many updates a full run has, at least 0
 * @param batchSize examples per update; 0 for all of them
 * @param optimizer the rule of the update
 * @param schedule how the learning rate changes over {@code iterations}
 * @param momentum share of the past steps that {@link OptimizerKind#MOMENTUM} keeps, in [0, 1)
 * @param l1 factor of sign(W) added to dW, at least 0; biases are never penalised
 * @param l2 factor of W added to dW ("weight decay"), at least 0; biases are never penalised
 * @param dropout share of each hidden layer's units left out in an update, in [0, 1)
 * @param seed for the order of examples, dropout and mirroring; the weights' seed is given to
 *     {@link Initialization#parameters}
 */
public record Hyperparameters(
        double learningRate,
        int iterations,
        int batchSize,
        OptimizerKind optimizer,
        Schedule schedule,
        double momentum,
        double l1,
        double l2,
        double dropout,
        long seed) {
    public Hyperparameters {
        require(learningRate > 0 && learningRate <= 1e6, "learning rate", learningRate, "above 0 and at most 1000000");
        require(iterations >= 0, "iterations", iterations, "at least 0");
        require(batchSize >= 0, "batch size", batchSize, "at least 0");
        require(momentum >= 0 && momentum < 1, "momentum", momentum, "at least 0 and below 1");
        require(l1 >= 0 && l1 <= 1e6, "L1", l1, "between 0 and 1000000");
        require(l2 >= 0 && l2 <= 1e6, "L2", l2, "between 0 and 1000000");
        require(dropout >= 0 && dropout < 1, "dropout", dropout, "at least 0 and below 1");
    }

    /** Full-batch gradient descent at one rate, as in the tutorial. */
    public static Hyperparameters plain(double learningRate, int iterations) {
        return new Hyperparameters(learningRate, iterations, 0, OptimizerKind.SGD, Schedule.CONSTANT, 0.9, 0, 0, 0, 1);
    }

    /** The same with another rate and number of iterations. */
    public Hyperparameters with(double otherLearningRate, int otherIterations) {
        return new Hyperparameters(
                otherLearningRate, otherIterations, batchSize, optimizer, schedule, momentum, l1, l2, dropout, seed);
    }

    private static void require(boolean holds, String name, Number value, String demand) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + value + "; it has to be " + demand);
        }
    }
}
