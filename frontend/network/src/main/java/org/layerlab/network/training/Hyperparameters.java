package org.layerlab.network.training;

import org.layerlab.network.choice.Chosen;
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
    public Hyperparameters {
        LearningSettings.LEARNING_RATE.require(learningRate);
        LearningSettings.ITERATIONS.require((long) iterations);
        LearningSettings.BATCH_SIZE.require((long) batchSize);
        LearningSettings.MOMENTUM.require(momentum);
        LearningSettings.L1.require(l1);
        LearningSettings.L2.require(l2);
        LearningSettings.DROPOUT.require(dropout);
    }

    /** Full-batch gradient descent at a constant rate, as in the tutorial. */
    public static Hyperparameters plain(double learningRate, int iterations) {
        return builder(learningRate, iterations).build();
    }

    /** A builder that holds {@link #plain} hyperparameters until others are chosen. */
    public static Builder builder(double learningRate, int iterations) {
        return new Builder(learningRate, iterations);
    }

    /** The learning rate that the schedule gives the update of an iteration, from 0. */
    double rate(int iteration) {
        return schedule.rate(learningRate, iteration, iterations);
    }

    /** Whether each update descends by its own gradient alone, at the same rate and with all units. */
    boolean isPlainDescent() {
        return optimizer == OptimizerKind.SGD && schedule == Schedule.CONSTANT && dropout == 0;
    }

    /**
     * Refuses hyperparameters that a run with these can't be continued with.
     *
     * @throws IllegalArgumentException when batch size, optimizer, dropout or seed are others: they make another run
     */
    void requireSameRun(Hyperparameters changed) {
        if (changed.batchSize != batchSize
                || changed.optimizer != optimizer
                || changed.dropout != dropout
                || changed.seed != seed) {
            throw new IllegalArgumentException("batch size, optimizer, dropout and seed cannot change during a run");
        }
    }

    /** A builder that holds these hyperparameters until others are chosen. */
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

    /** The hyperparameters among some chosen values. */
    public static Hyperparameters of(Chosen chosen) {
        return new Hyperparameters(
                chosen.get(LearningSettings.LEARNING_RATE),
                chosen.whole(LearningSettings.ITERATIONS),
                chosen.whole(LearningSettings.BATCH_SIZE),
                chosen.get(LearningSettings.OPTIMIZER),
                chosen.get(LearningSettings.SCHEDULE),
                chosen.get(LearningSettings.MOMENTUM),
                chosen.get(LearningSettings.L1),
                chosen.get(LearningSettings.L2),
                chosen.get(LearningSettings.DROPOUT),
                chosen.get(LearningSettings.SEED));
    }

    /** These hyperparameters as chosen values, from which {@link #of} makes them again. */
    public Chosen chosen() {
        return new Chosen()
                .set(LearningSettings.LEARNING_RATE, learningRate)
                .set(LearningSettings.ITERATIONS, (long) iterations)
                .set(LearningSettings.BATCH_SIZE, (long) batchSize)
                .set(LearningSettings.OPTIMIZER, optimizer)
                .set(LearningSettings.SCHEDULE, schedule)
                .set(LearningSettings.MOMENTUM, momentum)
                .set(LearningSettings.L1, l1)
                .set(LearningSettings.L2, l2)
                .set(LearningSettings.DROPOUT, dropout)
                .set(LearningSettings.SEED, seed);
    }

    /** Collects hyperparameters by name; {@link #build} checks them. */
    public static final class Builder {
        private double learningRate;
        private int iterations;
        private int batchSize;
        private OptimizerKind optimizer = OptimizerKind.SGD;
        private Schedule schedule = Schedule.CONSTANT;
        private double momentum = LearningSettings.MOMENTUM.byDefault();
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
