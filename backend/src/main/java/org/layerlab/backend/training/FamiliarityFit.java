package org.layerlab.backend.training;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.layerlab.network.data.Examples;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.layer.Pass;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Schedule;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.verdict.Familiarity;
import org.layerlab.network.verdict.HiddenUnits;

/**
 * Learns a network's {@link Familiarity} from photos of its classes and pictures of neither: trains a sigmoid unit on the
 * outputs of the network's filters, or with many pictures three networks with hidden units, whose answers before their
 * sigmoid are averaged, and leaves the network unchanged.
 */
public final class FamiliarityFit {
    private static final int CHUNK = 64;
    private static final int EPOCHS = 15;
    /** A few photos are seen more often. */
    private static final int LEAST_UPDATES = 1000;

    private static final int BATCH = 128;
    private static final double LEARNING_RATE = 0.003;
    private static final double L2 = 0.001;

    /** Hidden units learn a few pictures by heart: they come with this many showings of neither class. */
    private static final int LEAST_FOR_HIDDEN = 2000;

    /** Networks with hidden units are averaged, since each of them owes much to its seed. */
    private static final int NETWORKS = 3;

    private static final int HIDDEN = 16;
    private static final double HIDDEN_LEARNING_RATE = 0.001;
    private static final double HIDDEN_L2 = 0.0001;
    /** Weights of hidden units are whole numbers up to this. */
    private static final double LARGEST_WEIGHT = 30;

    /** Added to a standard deviation: what hardly ever varies should count for little. */
    private static final double LEAST_DEVIATION = 0.001;
    /** Weights in a card; more digits change no verdict, and make it longer. */
    private static final MathContext DIGITS = new MathContext(4);

    private final Network network;
    private final boolean hasHidden;
    private final int features;

    private FamiliarityFit(Network network, boolean hasHidden) {
        this.network = network;
        this.hasHidden = hasHidden;
        features = Familiarity.features(network.architecture()) / (hasHidden ? 2 : 1);
    }

    /**
     * What these photos teach.
     *
     * @param showings the same or other photos, each set as the network is shown it; what shows neither class comes with
     *     the label {@link PhotoSet#UNDECIDED}
     * @param seed of the order
     * @param looked told how many photos the network has looked at
     * @throws IllegalArgumentException when the network has no maps, or there is no photo of a class or of neither
     */
    public static Familiarity of(Network network, List<PhotoSet> showings, long seed, IntConsumer looked) {
        FamiliarityFit fit = new FamiliarityFit(network, neither(showings) >= LEAST_FOR_HIDDEN);
        if (fit.features == 0) {
            throw new IllegalArgumentException(
                    "the layers " + network.architecture() + " have no activation of maps to learn from");
        }
        Found found = fit.look(showings, seed, looked);
        long neither = IntStream.range(0, found.size())
                .filter(example -> found.label(example) == 0)
                .count();
        if (neither == 0 || neither == found.size()) {
            throw new IllegalArgumentException(found.size() + " photos, of which " + neither + " show neither class");
        }
        return fit.hasHidden ? fit.learnHidden(found, seed) : fit.learn(found, seed);
    }

    private static long neither(List<PhotoSet> showings) {
        return showings.stream()
                .flatMapToInt(photos -> IntStream.range(0, photos.size()).map(photos::label))
                .filter(label -> label == PhotoSet.NEITHER)
                .count();
    }

    /**
     * What the network's filters found.
     *
     * @param values feature by feature of one example after another
     * @param labels 1 where it shows one of the classes
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers by the million
    private record Found(int features, float[][] values, byte[] labels) implements Examples {
        @Override
        public int size() {
            return labels.length;
        }

        @Override
        public int label(int index) {
            return labels[index];
        }

        @Override
        public void fill(int[] order, int from, int seed, Kernels kernels, Matrix X, Matrix Y) {
            int count = X.columns();
            double[] batch = new double[features * count];
            double[] y = new double[count];
            for (int j = 0; j < count; j++) {
                int example = order[from + j];
                y[j] = labels[example];
                for (int i = 0; i < features; i++) {
                    batch[i * count + j] = values[example][i];
                }
            }
            kernels.write(batch, X);
            Examples.writeLabels(y, kernels, Y);
        }
    }

    private Found look(List<PhotoSet> showings, long seed, IntConsumer looked) {
        int total = showings.stream().mapToInt(PhotoSet::size).sum();
        float[][] x = new float[total][features];
        byte[] labels = new byte[total];
        int done = 0;
        for (PhotoSet photos : showings) {
            int[] order = IntStream.range(0, photos.size()).toArray();
            for (int from = 0; from < order.length; from += CHUNK) {
                int m = Math.min(CHUNK, order.length - from);
                double[] y = look(photos, order, from, (int) seed + done, x, done, m);
                for (int j = 0; j < m; j++) {
                    labels[done + j] = (byte) (y[j] == PhotoSet.UNDECIDED ? 0 : 1);
                }
                done += m;
                looked.accept(done);
            }
        }
        return new Found(features, x, labels);
    }

    /** Writes what the filters find in m photos from {@code x[at]} on, and returns the labels that they were shown with. */
    private double[] look(PhotoSet photos, int[] order, int from, int seed, float[][] x, int at, int m) {
        Kernels kernels = network.kernels();
        Matrix X = kernels.create(photos.features(), m);
        Matrix Y = kernels.create(1, m);
        Pass pass = network.pass(m);
        try {
            photos.fill(order, from, seed, kernels, X, Y);
            network.forward(X, pass);
            double[] found = Familiarity.features(network, pass);
            if (hasHidden) {
                found = Familiarity.roots(network.architecture(), found, m);
            }
            for (int i = 0; i < found.length; i++) {
                x[at + i % m][i / m] = (float) found[i];
            }
            return kernels.read(Y);
        } finally {
            pass.release();
            kernels.release(Y);
            kernels.release(X);
        }
    }

    /** Learns from features of mean 0 and standard deviation 1, and returns weights for them as they are. */
    private Familiarity learn(Found found, long seed) {
        double[] mean = new double[features];
        double[] deviation = new double[features];
        standardize(found.values(), mean, deviation);
        Parameters zero =
                new Parameters(List.of(new Parameters.Dense(1, features, new double[features], new double[1])));
        Architecture unit = new Architecture(List.of(features, 1), List.of(Activation.SIGMOID));
        Parameters.Dense learned =
                train(unit, zero, found, LEARNING_RATE, L2, seed).get(0);
        double[] W = new double[features];
        double b = learned.b()[0];
        for (int i = 0; i < features; i++) {
            W[i] = rounded(learned.W()[i] / deviation[i]);
            b -= W[i] * mean[i];
        }
        return new Familiarity(W, b);
    }

    /** The same with hidden units, from the roots alone: the mean of what a few networks say before their sigmoid. */
    private Familiarity learnHidden(Found found, long seed) {
        double[] mean = new double[features];
        double[] deviation = new double[features];
        standardize(found.values(), mean, deviation);
        for (int i = 0; i < features; i++) {
            mean[i] = rounded(mean[i]);
            deviation[i] = rounded(deviation[i]);
        }
        Architecture layers = Architecture.relu(features, HIDDEN, 1);
        double[] W = new double[NETWORKS * HIDDEN * features];
        double[] biases = new double[NETWORKS * HIDDEN];
        double[] last = new double[NETWORKS * HIDDEN];
        double b = 0;
        for (int n = 0; n < NETWORKS; n++) {
            Parameters initial = Initialization.HE.parameters(layers, seed + n);
            List<Parameters.Dense> learned = train(layers, initial, found, HIDDEN_LEARNING_RATE, HIDDEN_L2, seed + n);
            System.arraycopy(learned.get(0).W(), 0, W, n * HIDDEN * features, HIDDEN * features);
            System.arraycopy(learned.get(0).b(), 0, biases, n * HIDDEN, HIDDEN);
            for (int unit = 0; unit < HIDDEN; unit++) {
                last[n * HIDDEN + unit] = learned.get(1).W()[unit] / NETWORKS;
            }
            b += learned.get(1).b()[0] / NETWORKS;
        }
        double largest = 0;
        for (double w : W) {
            largest = Math.max(largest, Math.abs(w));
        }
        double step = rounded(Math.max(Double.MIN_NORMAL, largest / LARGEST_WEIGHT));
        int[] whole = new int[W.length];
        for (int i = 0; i < W.length; i++) {
            whole[i] = (int) Math.round(W[i] / step);
        }
        return new Familiarity(new HiddenUnits(mean, deviation, step, whole, rounded(biases)), rounded(last), b);
    }

    private List<Parameters.Dense> train(
            Architecture layers, Parameters initial, Found found, double learningRate, double l2, long seed) {
        Network learner = new Network(network.kernels(), layers, initial);
        Hyperparameters how = Hyperparameters.builder(
                        learningRate, Math.max(LEAST_UPDATES, EPOCHS * (found.size() / BATCH)))
                .batchSize(Math.min(BATCH, found.size()))
                .optimizer(OptimizerKind.ADAM)
                .schedule(Schedule.COSINE)
                .l2(l2)
                .seed(seed)
                .build();
        Trainer trainer = new Trainer(learner, found, how);
        while (!trainer.done()) {
            trainer.step();
        }
        List<Parameters.Dense> learned = learner.parameters().layers();
        trainer.release();
        return learned;
    }

    private static double[] rounded(double[] values) {
        return Arrays.stream(values).map(FamiliarityFit::rounded).toArray();
    }

    private static double rounded(double value) {
        return new BigDecimal(value).round(DIGITS).doubleValue();
    }

    private static void standardize(float[][] x, double[] mean, double[] deviation) {
        for (float[] example : x) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += example[i] / (double) x.length;
            }
        }
        for (float[] example : x) {
            for (int i = 0; i < mean.length; i++) {
                double difference = example[i] - mean[i];
                deviation[i] += difference * difference / x.length;
            }
        }
        for (int i = 0; i < mean.length; i++) {
            deviation[i] = Math.sqrt(deviation[i]) + LEAST_DEVIATION;
        }
        for (float[] example : x) {
            for (int i = 0; i < mean.length; i++) {
                example[i] = (float) ((example[i] - mean[i]) / deviation[i]);
            }
        }
    }
}
