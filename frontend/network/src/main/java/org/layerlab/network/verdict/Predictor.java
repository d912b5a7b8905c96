package org.layerlab.network.verdict;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.Examples;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Pass;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/** Asks a network for its answers, in chunks so that a large set needs little room. */
public final class Predictor {
    private static final int CHUNK = 512;
    /** Values that a chunk's largest layer may have. */
    private static final int MOST_VALUES = 1 << 23;

    /** A variance of less than this share of the mean square is what rounding leaves of 0. */
    private static final double ROUNDING = 1e-12;

    private final Network network;
    private final @Nullable Familiarity familiarity;

    /** Answers from this network; its parameters may continue changing between calls. */
    public Predictor(Network network) {
        this(network, null);
    }

    /**
     * The same.
     *
     * @param familiarity of examples to the network, null where it is not known
     */
    public Predictor(Network network, @Nullable Familiarity familiarity) {
        this.network = network;
        this.familiarity = familiarity;
    }

    /**
     * The probability of class 1 for each example; of several classes first all of class 0, then all of class 1, and so
     * on.
     *
     * @param X shape (n_0, m), row by row; not modified
     * @return outputs · m values, each 0 to 1
     */
    public double[] probabilities(double[] X, int m) {
        return answers(X, m).probabilities();
    }

    /** The same, and how much there was to go by. */
    public Answers answers(double[] X, int m) {
        Kernels kernels = network.kernels();
        Matrix input = kernels.create(network.architecture().inputs(), m);
        Pass pass = network.pass(m);
        try {
            kernels.write(X, input);
            double[] probabilities = kernels.read(network.forward(input, pass));
            return new Answers(probabilities, Answers.found(network, pass, familiarity));
        } finally {
            pass.release();
            kernels.release(input);
        }
    }

    /**
     * The probability of class 1 for each of the examples, in order; of several classes as in
     * {@link #probabilities(double[], int)}.
     */
    public double[] probabilities(Examples examples) {
        return answers(examples).probabilities();
    }

    /** The probabilities for the examples, in order, and how much there was to go by. */
    public Answers answers(Examples examples) {
        Answers answers = asked(examples);
        Examples other = examples.otherView();
        return other == null
                ? answers
                : answers.averaged(asked(other), network.architecture().outputs());
    }

    /**
     * Answers after a second look; the same where it is not known how familiar photos are.
     *
     * @param answers to the photos at first sight
     * @param detailed the same photos with more pixels, shown with as many as the network takes
     */
    public Answers lookedAgain(Answers answers, PhotoSet detailed) {
        return familiarity == null
                ? answers
                : new Answers(
                        answers.probabilities(),
                        SecondLook.found(
                                answers.found(), detailed, parts -> asked(parts).found()));
    }

    private Answers asked(Examples examples) {
        int m = examples.size();
        double[] all = new double[network.architecture().outputs() * m];
        double[] found = new double[m];
        eachChunk(examples, (from, pass, AL, Y) -> {
            System.arraycopy(Answers.found(network, pass, familiarity), 0, found, from, pass.m());
            double[] chunk = network.kernels().read(AL);
            int count = AL.columns();
            for (int row = 0; row < AL.rows(); row++) {
                System.arraycopy(chunk, row * count, all, row * m + from, count);
            }
        });
        return new Answers(all, found);
    }

    /** Cost and accuracy on the examples; no unit is left out. */
    public Evaluation evaluate(Examples examples) {
        if (examples.otherView() != null) {
            return evaluation(answers(examples).probabilities(), examples);
        }
        double[] cost = {0};
        int[] correct = {0};
        eachChunk(examples, (from, pass, AL, Y) -> {
            cost[0] += network.cost(pass, Y) * pass.m();
            correct[0] += network.countCorrect(pass, Y);
        });
        double mean = cost[0] / examples.size();
        return network.architecture().isRegression()
                ? Evaluation.ofNumbers(mean, examples.size(), 1 - 2 * mean / variance(examples))
                : Evaluation.ofClasses(mean, correct[0], examples.size());
    }

    /** Of the numbers to be learned; NaN where they are all the same. */
    private double variance(Examples examples) {
        int m = examples.size();
        double[] sums = new double[2];
        eachChunk(examples, (from, pass, AL, Y) -> {
            for (double y : network.kernels().read(Y)) {
                sums[0] += y;
                sums[1] += y * y;
            }
        });
        double squares = sums[1] / m;
        double variance = squares - (sums[0] / m) * (sums[0] / m);
        return variance > ROUNDING * squares ? variance : Double.NaN;
    }

    /** Of answers that no pass gave. */
    private Evaluation evaluation(double[] probabilities, Examples examples) {
        int m = examples.size();
        int outputs = network.architecture().outputs();
        double cost = 0;
        int correct = 0;
        for (int j = 0; j < m; j++) {
            int label = examples.label(j);
            int best = outputs > 1 ? Answers.likeliest(probabilities, m, j) : probabilities[j] > 0.5 ? 1 : 0;
            double p =
                    outputs > 1 ? probabilities[label * m + j] : label == 1 ? probabilities[j] : 1 - probabilities[j];
            cost -= Math.log(p);
            correct += best == label ? 1 : 0;
        }
        return Evaluation.ofClasses(cost / m, correct, m);
    }

    private interface Chunk {
        void seen(int from, Pass pass, Matrix AL, Matrix Y);
    }

    private void eachChunk(Examples examples, Chunk chunk) {
        network.requireFitting(examples);
        Kernels kernels = network.kernels();
        int[] order = new int[examples.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        int chunkSize = chunk();
        for (int from = 0; from < order.length; from += chunkSize) {
            int m = Math.min(chunkSize, order.length - from);
            Matrix X = kernels.create(examples.features(), m);
            Matrix Y = kernels.create(network.architecture().outputs(), m);
            Pass pass = network.pass(m);
            try {
                examples.fill(order, from, 0, kernels, X, Y);
                chunk.seen(from, pass, network.forward(X, pass), Y);
            } finally {
                pass.release();
                kernels.release(Y);
                kernels.release(X);
            }
        }
    }

    /** How many examples at once: convolutions give far more values than an example has. */
    private int chunk() {
        Architecture architecture = network.architecture();
        int most = 1;
        for (int i = 0; i <= architecture.layers().size(); i++) {
            most = Math.max(most, architecture.shape(i).features());
        }
        return Math.max(1, Math.min(CHUNK, MOST_VALUES / most));
    }
}
