package org.layerlab.network.layer;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ConvShape;
import org.layerlab.network.matrix.DepthwiseShape;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.matrix.PoolShape;

/** One layer of an {@link Architecture}, as it is written in {@code --layers}. */
public sealed interface LayerKind {
    /** The last layer for points of this many classes: a softmax, for 2 a sigmoid unit, for 1 (numbers) a linear one. */
    static LayerKind output(int classes) {
        return switch (classes) {
            case 1 -> new Dense(1, Activation.LINEAR);
            case 2 -> new Dense(1, Activation.SIGMOID);
            default -> new Softmax(classes);
        };
    }

    /**
     * The shape of what comes out.
     *
     * @throws IllegalArgumentException when the layer does not fit on such an input, naming both
     */
    MapShape output(MapShape input);

    /** Whether it has weights W and biases b. */
    default boolean weighted() {
        return false;
    }

    /**
     * A square that slides over the input.
     *
     * @param kernel its side
     * @param stride pixels of the input from one output pixel to the next
     * @param padding pixels of zeros around the input
     */
    record Window(int kernel, int stride, int padding) {}

    /** What a filter of it sees at a time; null where it has none. */
    default @Nullable Window window() {
        return null;
    }

    /** How many values one of its units or filters sees: the columns of W. Only of what is {@link #weighted}. */
    default int seen(MapShape input) {
        return input.features();
    }

    /** Multiplications and additions that one example takes forward, those of products with W. */
    default double flops(MapShape input) {
        return 0;
    }

    /** As in {@code --layers}. */
    @Override
    String toString();

    /** {@code 800}: {@code A = g(W·A_prev + b)}, every unit seeing all of the input. */
    record Dense(int units, Activation activation) implements LayerKind {
        @Override
        public MapShape output(MapShape input) {
            return new MapShape(1, 1, units);
        }

        @Override
        public boolean weighted() {
            return true;
        }

        @Override
        public double flops(MapShape input) {
            return 2.0 * units * input.features();
        }

        @Override
        public String toString() {
            return Integer.toString(units);
        }
    }

    /** {@code softmax5}: a dense output of several classes, {@code A = e^Z / Σ e^Z} with {@code Z = W·A_prev + b}. */
    record Softmax(int units) implements LayerKind {
        /** More classes than a person drops into columns of their own. */
        public static final int MOST = 100;

        public Softmax {
            if (units < 2 || units > MOST) {
                throw new IllegalArgumentException("a softmax over " + units + " classes: there must be 2 to " + MOST);
            }
        }

        @Override
        public MapShape output(MapShape input) {
            return new MapShape(1, 1, units);
        }

        @Override
        public boolean weighted() {
            return true;
        }

        @Override
        public double flops(MapShape input) {
            return 2.0 * units * input.features();
        }

        @Override
        public String toString() {
            return "softmax" + units;
        }
    }

    /** What slides a square over its input: a convolution of either kind. */
    sealed interface Sliding extends LayerKind {
        /** The side of the square. */
        int kernel();

        /** Pixels of the input from one output pixel to the next. */
        int stride();

        /** Pixels of zeros around the input. */
        int padding();

        @Override
        default Window window() {
            return new Window(kernel(), stride(), padding());
        }

        @Override
        default boolean weighted() {
            return true;
        }

        /** Stride and padding as they are written, where they are not the usual ones. */
        default String placing() {
            return (stride() == 1 ? "" : "s" + stride()) + (padding() == kernel() / 2 ? "" : "p" + padding());
        }
    }

    /**
     * {@code conv3x64}: 64 filters of 3×3 pixels, with a stride of 1 and as much padding as keeps height and width;
     * {@code conv3x64s2p0} names another stride and padding. Linear: an activation is a layer of its own.
     */
    record Convolution(int kernel, int filters, int stride, int padding) implements Sliding {
        /** How it lies on an input. */
        public ConvShape on(MapShape input) {
            return new ConvShape(input, filters, kernel, stride, padding);
        }

        @Override
        public MapShape output(MapShape input) {
            return on(input).output();
        }

        @Override
        public int seen(MapShape input) {
            return on(input).window();
        }

        @Override
        public double flops(MapShape input) {
            return on(input).flops();
        }

        @Override
        public String toString() {
            return "conv" + kernel + "x" + filters + placing();
        }
    }

    /**
     * {@code dw3}: a depthwise convolution, a filter of 3×3 pixels for each channel, which sees that channel alone;
     * {@code dw3s2p0} names stride and padding as in a {@link Convolution}. With a {@code conv1} after it, a convolution
     * of a fraction of the work (Howard et al. 2017).
     */
    record Depthwise(int kernel, int stride, int padding) implements Sliding {
        /** How it lies on an input. */
        public DepthwiseShape on(MapShape input) {
            return new DepthwiseShape(input, kernel, stride, padding);
        }

        @Override
        public MapShape output(MapShape input) {
            return on(input).output();
        }

        @Override
        public int seen(MapShape input) {
            return on(input).taps();
        }

        @Override
        public double flops(MapShape input) {
            return on(input).flops();
        }

        @Override
        public String toString() {
            return "dw" + kernel + placing();
        }
    }

    /** {@code skip}: passes its input on, and keeps it for the {@link Add} that closes it. */
    record Skip() implements LayerKind {
        @Override
        public MapShape output(MapShape input) {
            return input;
        }

        @Override
        public String toString() {
            return "skip";
        }
    }

    /**
     * {@code add}: {@code A = F(x) + x}, where x is what the nearest open {@link Skip} kept and F the layers since: a
     * residual connection (He et al. 2015).
     */
    record Add() implements LayerKind {
        @Override
        public MapShape output(MapShape input) {
            return input;
        }

        @Override
        public String toString() {
            return "add";
        }
    }

    /**
     * {@code bn}: batch normalization, {@code A = γ·(Z − mean)/√(variance + ε) + β} for each channel, with the batch's
     * mean and variance in training and running ones when predicting (Ioffe and Szegedy 2015).
     */
    record BatchNorm() implements LayerKind {
        @Override
        public MapShape output(MapShape input) {
            return input;
        }

        @Override
        public String toString() {
            return "bn";
        }
    }

    /** {@code relu} or any other activation, by its id. */
    record Activate(Activation activation) implements LayerKind {
        @Override
        public MapShape output(MapShape input) {
            return input;
        }

        @Override
        public String toString() {
            return activation.id();
        }
    }

    /** {@code pool2}: the greatest of each square of 2×2 pixels, for each channel. */
    record MaxPool(int size) implements LayerKind {
        @Override
        public MapShape output(MapShape input) {
            return new PoolShape(input, size).output();
        }

        @Override
        public String toString() {
            return "pool" + size;
        }
    }

    /** {@code gap}: global average pool, the mean of each channel over all pixels. */
    record AveragePool() implements LayerKind {
        @Override
        public MapShape output(MapShape input) {
            return new MapShape(1, 1, input.channels());
        }

        @Override
        public String toString() {
            return "gap";
        }
    }

    /** {@code dropout0.3}: leaves 30 % of the values out in each update, and scales up the others. */
    record Dropout(double share) implements LayerKind {
        public Dropout {
            if (!(share >= 0 && share < 1)) {
                throw new IllegalArgumentException(
                        "a dropout of " + share + ": the share must be at least 0 and below 1");
            }
        }

        @Override
        public MapShape output(MapShape input) {
            return input;
        }

        @Override
        public String toString() {
            return "dropout" + share;
        }
    }
}
