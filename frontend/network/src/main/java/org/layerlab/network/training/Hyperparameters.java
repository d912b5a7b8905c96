package org.layerlab.network.training;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.choice.Chosen;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.layer.Initialization;

/**
 * The choices made before training: a value for each row of {@link LearningSettings} except activation and initialization.
 * {@link #builder} gives them names. A value, and compared as one.
 */
public final class Hyperparameters {
    private static final List<Setting<?>> ROWS = new ArrayList<>(LearningSettings.ALL);

    static {
        ROWS.removeAll(List.of(LearningSettings.ACTIVATION, LearningSettings.INITIALIZATION));
    }

    /** Those that plain descent may have at any value; the others are at their defaults. */
    private static final List<Setting<?>> OF_PLAIN_DESCENT = List.of(
            LearningSettings.LEARNING_RATE,
            LearningSettings.ITERATIONS,
            LearningSettings.BATCH_SIZE,
            LearningSettings.MOMENTUM,
            LearningSettings.L1,
            LearningSettings.L2,
            LearningSettings.SEED);

    /** Not modified once it is here. */
    private final Chosen chosen;

    // What each update asks for.
    private final double learningRate;
    private final int iterations;
    private final Schedule schedule;
    private final double dropout;
    private final boolean plainDescent;

    private Hyperparameters(Chosen chosen) {
        this.chosen = chosen;
        learningRate = chosen.get(LearningSettings.LEARNING_RATE);
        iterations = chosen.whole(LearningSettings.ITERATIONS);
        schedule = chosen.get(LearningSettings.SCHEDULE);
        dropout = chosen.get(LearningSettings.DROPOUT);
        plainDescent = isPlainDescent(chosen);
    }

    private static boolean isPlainDescent(Chosen chosen) {
        for (Setting<?> row : ROWS) {
            if (!OF_PLAIN_DESCENT.contains(row) && !chosen.get(row).equals(row.byDefault())) {
                return false;
            }
        }
        return true;
    }

    /** The hyperparameters among some chosen values. */
    public static Hyperparameters of(Chosen chosen) {
        return new Hyperparameters(new Chosen().setAll(ROWS, chosen));
    }

    /** Full-batch gradient descent at a constant rate, as in the tutorial. */
    public static Hyperparameters plain(double learningRate, int iterations) {
        return builder(learningRate, iterations).build();
    }

    /** A builder that holds {@link #plain} hyperparameters until others are chosen. */
    public static Builder builder(double learningRate, int iterations) {
        return new Builder(new Chosen()).learningRate(learningRate).iterations(iterations);
    }

    /** The value of a row. */
    public <T> T get(Setting<T> row) {
        return chosen.get(row);
    }

    /** The step size, above 0. */
    public double learningRate() {
        return learningRate;
    }

    /** Updates of a full run, at least 0. */
    public int iterations() {
        return iterations;
    }

    /** Examples per update; 0 for all of them. */
    public int batchSize() {
        return chosen.whole(LearningSettings.BATCH_SIZE);
    }

    /** The rule of the update. */
    public OptimizerKind optimizer() {
        return get(LearningSettings.OPTIMIZER);
    }

    /** How the learning rate changes over the {@link #iterations}. */
    public Schedule schedule() {
        return schedule;
    }

    /** The share of past steps that {@link OptimizerKind#MOMENTUM} keeps, in [0, 1). */
    public double momentum() {
        return get(LearningSettings.MOMENTUM);
    }

    /** Factor of sign(W) added to dW, at least 0; biases are never penalized. */
    public double l1() {
        return get(LearningSettings.L1);
    }

    /** Factor of W added to dW ("weight decay"), at least 0; biases are never penalized. */
    public double l2() {
        return get(LearningSettings.L2);
    }

    /** The share of each hidden layer's units left out in an update, in [0, 1). */
    public double dropout() {
        return dropout;
    }

    /**
     * For the order of examples, dropout and mirroring; the seed of the weights is given to
     * {@link Initialization#parameters}.
     */
    public long seed() {
        return get(LearningSettings.SEED);
    }

    /** The learning rate that the schedule gives the update of an iteration, from 0. */
    double rate(int iteration) {
        return schedule.rate(learningRate, iteration, iterations);
    }

    /** Whether each update descends by its own gradient and the penalties alone, at the same rate and with all units. */
    boolean isPlainDescent() {
        return plainDescent;
    }

    /**
     * Refuses hyperparameters that a run with these can't be continued with.
     *
     * @throws IllegalArgumentException when one that is not {@link LearningSettings#CHANGEABLE} differs, naming it
     */
    void requireSameRun(Hyperparameters changed) {
        for (Setting<?> row : ROWS) {
            if (!LearningSettings.CHANGEABLE.contains(row) && !get(row).equals(changed.get(row))) {
                throw new IllegalArgumentException(row.name() + " cannot change during a run: it is " + chosen.text(row)
                        + ", not " + changed.chosen.text(row));
            }
        }
    }

    /** A builder that holds these hyperparameters until others are chosen. */
    public Builder toBuilder() {
        return new Builder(chosen());
    }

    /** These hyperparameters with another learning rate and number of iterations. */
    public Hyperparameters with(double otherLearningRate, int otherIterations) {
        return toBuilder()
                .learningRate(otherLearningRate)
                .iterations(otherIterations)
                .build();
    }

    /** These hyperparameters as chosen values of the caller's own, from which {@link #of} makes them again. */
    public Chosen chosen() {
        return chosen.copy();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Hyperparameters hyperparameters)) {
            return false;
        }
        for (Setting<?> row : ROWS) {
            if (!get(row).equals(hyperparameters.get(row))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (Setting<?> row : ROWS) {
            hash = 31 * hash + get(row).hashCode();
        }
        return hash;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Setting<?> row : ROWS) {
            text.append(row.key()).append('=').append(chosen.text(row)).append(' ');
        }
        return text.toString().trim();
    }

    /** Collects hyperparameters by name. Each method refuses a value out of its row's range, and names both. */
    public static final class Builder {
        private final Chosen chosen;

        private Builder(Chosen chosen) {
            this.chosen = chosen;
        }

        /** Chooses the value of a row. */
        public <T> Builder set(Setting<T> row, T value) {
            chosen.set(row, value);
            return this;
        }

        /** The step size, above 0. */
        public Builder learningRate(double learningRate) {
            return set(LearningSettings.LEARNING_RATE, learningRate);
        }

        /** Updates of a full run, at least 0. */
        public Builder iterations(int iterations) {
            return set(LearningSettings.ITERATIONS, (long) iterations);
        }

        /** Examples per update; 0 for all of them, which is the default. */
        public Builder batchSize(int batchSize) {
            return set(LearningSettings.BATCH_SIZE, (long) batchSize);
        }

        /** The rule of the update; SGD by default. */
        public Builder optimizer(OptimizerKind optimizer) {
            return set(LearningSettings.OPTIMIZER, optimizer);
        }

        /** How the learning rate changes over the run; constant by default. */
        public Builder schedule(Schedule schedule) {
            return set(LearningSettings.SCHEDULE, schedule);
        }

        /** Share of the past steps that momentum keeps, in [0, 1); 0.9 by default. */
        public Builder momentum(double momentum) {
            return set(LearningSettings.MOMENTUM, momentum);
        }

        /** Factor of sign(W) added to dW; 0 by default. */
        public Builder l1(double l1) {
            return set(LearningSettings.L1, l1);
        }

        /** Factor of W added to dW; 0 by default. */
        public Builder l2(double l2) {
            return set(LearningSettings.L2, l2);
        }

        /** Share of the hidden units left out in an update, in [0, 1); 0 by default. */
        public Builder dropout(double dropout) {
            return set(LearningSettings.DROPOUT, dropout);
        }

        /** Seed of the order of examples, dropout and mirroring; 1 by default. */
        public Builder seed(long seed) {
            return set(LearningSettings.SEED, seed);
        }

        /** The hyperparameters. */
        public Hyperparameters build() {
            return new Hyperparameters(chosen.copy());
        }
    }
}
