package org.layerlab.network.training;

import org.layerlab.network.layer.Initialization;

/**
 * The choices made before training. {@link #builder} gives them names.
 *
 * @param learningRate above 0
 * @param iterations updates of a full run, at least 0
 * @param batchSize examples per update; 0 for all of them
 * @param optimizer the rule of the update
 * @param schedule how the learning rate changes over {@code iterations}
 * @param momentum share of the past steps that {@link OptimizerKind#MOMENTUM} keeps, in [0, 1)
 * @param l1 factor of sign(W) added to dW, at least 0; biases are never penalized
 * @param l2 factor of W added to dW ("weight decay"), at least 0; biases are never penalized
 * @param dropout share of each hidden layer's units left out in an update, in [0, 1)
 * @param seed for the order of examples, dropout and mirroring; the seed of the weights is given to
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
    /** The momentum that is used unless another is chosen. */
    public static final double MOMENTUM = 0.9;

    public Hyperparameters {
        require(learningRate > 0 && learningRate <= 1e6, "learning rate", learningRate, "above 0 and at most 1000000");
        require(iterations >= 0, "iterations", iterations, "at least 0");
        require(batchSize >= 0, "batch size", batchSize, "at least 0");
        require(momentum >= 0 && momentum < 1, "momentum", momentum, "at least 0 and below 1");
        require(l1 >= 0 && l1 <= 1e6, "L1", l1, "between 0 and 1000000");
        require(l2 >= 0 && l2 <= 1e6, "L2", l2, "between 0 and 1000000");
        require(dropout >= 0 && dropout < 1, "dropout", dropout, "at least 0 and below 1");
    }

    /** Full-batch gradient descent at a constant rate, as in the tutorial. */
    public static Hyperparameters plain(double learningRate, int iterations) {
        return builder(learningRate, iterations).build();
    }

    /** Begins with {@link #plain} hyperparameters, of which any may then be changed. */
    public static Builder builder(double learningRate, int iterations) {
        return new Builder(learningRate, iterations);
    }

    /** Begins with these hyperparameters, of which any may then be changed. */
    public Builder toBuilder() {
        return new Builder(learningRate, iterations)
                .batchSize(batchSize)
                .optimizer(optimizer)
                .schedule(schedule)
                .momentum(momentum)
                .l1(l1)
                .l2(l2)
                .dropout(dropout)
                .seed(seed);
    }

    /** These hyperparameters with another learning rate and number of iterations. */
    public Hyperparameters with(double otherLearningRate, int otherIterations) {
        return toBuilder()
                .learningRate(otherLearningRate)
                .iterations(otherIterations)
                .build();
    }

    private static void require(boolean holds, String name, Number value, String demand) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + value + "; it has to be " + demand);
        }
    }

    /** Collects hyperparameters by name; {@link #build} checks them. */
    public static final class Builder {
        private double learningRate;
        private int iterations;
        private int batchSize;
        private OptimizerKind optimizer = OptimizerKind.SGD;
        private Schedule schedule = Schedule.CONSTANT;
        private double momentum = MOMENTUM;
        private double l1;
        private double l2;
        private double dropout;
        private long seed = 1;

        private Builder(double learningRate, int iterations) {
            this.learningRate = learningRate;
            this.iterations = iterations;
        }

        /** The step size, above 0. */
        public Builder learningRate(double learningRate) {
            this.learningRate = learningRate;
            return this;
        }

        /** Updates of a full run, at least 0. */
        public Builder iterations(int iterations) {
            this.iterations = iterations;
            return this;
        }

        /** Examples per update; 0 for all of them, which is the default. */
        public Builder batchSize(int batchSize) {
            this.batchSize = batchSize;
            return this;
        }

        /** The rule of the update; SGD by default. */
        public Builder optimizer(OptimizerKind optimizer) {
            this.optimizer = optimizer;
            return this;
        }

        /** How the learning rate changes over the run; constant by default. */
        public Builder schedule(Schedule schedule) {
            this.schedule = schedule;
            return this;
        }

        /** Share of the past steps that momentum keeps, in [0, 1); 0.9 by default. */
        public Builder momentum(double momentum) {
            this.momentum = momentum;
            return this;
        }

        /** Factor of sign(W) added to dW; 0 by default. */
        public Builder l1(double l1) {
            this.l1 = l1;
            return this;
        }

        /** Factor of W added to dW; 0 by default. */
        public Builder l2(double l2) {
            this.l2 = l2;
            return this;
        }

        /** Share of the hidden units left out in an update, in [0, 1); 0 by default. */
        public Builder dropout(double dropout) {
            this.dropout = dropout;
            return this;
        }

        /** Seed of the order of examples, dropout and mirroring; 1 by default. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * The hyperparameters.
         *
         * @throws IllegalArgumentException naming the first that is out of range, and its range
         */
        public Hyperparameters build() {
            return new Hyperparameters(
                    learningRate, iterations, batchSize, optimizer, schedule, momentum, l1, l2, dropout, seed);
        }
    }
}
