package org.layerlab.network.trace;

import org.layerlab.network.matrix.Activation;

/** One step on the way to a value; each goes on with what the one before it gave. */
public sealed interface Step {
    /** What the step gives. */
    double out();

    /**
     * {@code Z = Σ patch ∘ weights + b}: what a filter, or a unit of a dense layer, makes of what it sees. A dense unit
     * sees all of its input.
     *
     * @param seen the part of the input; beyond its edges lies the padding, which counts as 0
     * @param channel the first channel of the input that it sees
     * @param channels how many it sees: of a depthwise filter 1, else all
     * @param patch what it sees, in the order row, column, channel
     * @param weights in the same order
     * @param products of the two, one by one
     * @param sum of the products
     * @param out Z
     */
    @SuppressWarnings("ArrayRecordComponent") // up to millions of numbers: a list would box each of them
    record WeightedSum(
            Area seen,
            int channel,
            int channels,
            double[] patch,
            double[] weights,
            double[] products,
            double sum,
            double bias,
            double out)
            implements Step {
        /** The sum of the products of one of its channels, from 0. */
        public double of(int own) {
            double partial = 0;
            for (int i = own; i < products.length; i += channels) {
                partial += products[i];
            }
            return partial;
        }
    }

    /** The mean of all pixels of a map: {@code sum / count}. */
    record Mean(int count, double sum, double out) implements Step {}

    /** A value of the network's input, where no layer with weights comes before. */
    record Given(double out) implements Step {}

    /** {@code γ·(in − mean)/σ + β} with {@code σ = √(variance + ε)}: the running mean and variance, as for predicting. */
    record Normalized(double in, double mean, double deviation, double gamma, double beta, double out)
            implements Step {}

    /** {@code g(in)}. */
    record Activated(Activation activation, double in, double out) implements Step {}

    /**
     * The greatest of a square of pixels.
     *
     * @param values of the square, row by row
     * @param winner index of the greatest, of several the first
     */
    @SuppressWarnings("ArrayRecordComponent") // a few pixels
    record Pooled(double[] values, int winner, double out) implements Step {}

    /** {@code in + kept}: what an {@code add} makes of the layers' way and of what its {@code skip} kept. */
    record Added(double in, double kept, double out) implements Step {}

    /**
     * {@code e^Z_k / Σ e^Z}.
     *
     * @param Z of all classes
     */
    @SuppressWarnings("ArrayRecordComponent") // a few classes
    record Softmaxed(double[] Z, int unit, double out) implements Step {}
}
