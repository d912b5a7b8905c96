package org.layerlab.network;

import org.layerlab.network.data.Examples;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/** Asks a network for its answers, in chunks so that a large set needs little room. */
public final class Predictor {
    private static final int CHUNK = 512;

    private final Network network;

    /** Answers from this network; its parameters may go on changing between calls. */
    public Predictor(Network network) {
        this.network = network;
    }

    /**
     * The probability of class 1 for each example.
     *
     * @param X shape (n_0, m), row by row; not modified
     * @return m values, each 0 to 1
     */
    public double[] probabilities(double[] X, int m) {
        Kernels kernels = network.kernels();
        Matrix input = kernels.create(network.architecture().inputs(), m);
        Pass pass = network.pass(m);
        try {
            kernels.write(X, input);
            return kernels.read(network.forward(input, pass));
        } finally {
            pass.release();
            kernels.release(input);
        }
    }

    /** The probability of class 1 for each of the examples, in order. */
    public double[] probabilities(Examples examples) {
        double[] all = new double[examples.size()];
        eachChunk(examples, (from, pass, AL, Y) -> {
            double[] chunk = network.kernels().read(AL);
            System.arraycopy(chunk, 0, all, from, chunk.length);
        });
        return all;
    }

    /** Cost and accuracy on the examples; no unit is left out. */
    public Evaluation evaluate(Examples examples) {
        double[] cost = {0};
        int[] correct = {0};
        eachChunk(examples, (from, pass, AL, Y) -> {
            cost[0] += network.cost(pass, Y) * pass.m();
            correct[0] += network.kernels().countCorrect(AL, Y);
        });
        return new Evaluation(cost[0] / examples.size(), correct[0], examples.size());
    }

    private interface Chunk {
        void seen(int from, Pass pass, Matrix AL, Matrix Y);
    }

    private void eachChunk(Examples examples, Chunk chunk) {
        if (examples.features() != network.architecture().inputs()) {
            throw new IllegalArgumentException(
                    "the examples have " + examples.features() + " features, but the network takes "
                            + network.architecture().inputs());
        }
        Kernels kernels = network.kernels();
        int[] order = new int[examples.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        for (int from = 0; from < order.length; from += CHUNK) {
            int m = Math.min(CHUNK, order.length - from);
            Matrix X = kernels.create(examples.features(), m);
            Matrix Y = kernels.create(1, m);
            Pass pass = network.pass(m);
            examples.fill(order, from, 0, kernels, X, Y);
            chunk.seen(from, pass, network.forward(X, pass), Y);
            pass.release();
            kernels.release(Y);
            kernels.release(X);
        }
    }
}
