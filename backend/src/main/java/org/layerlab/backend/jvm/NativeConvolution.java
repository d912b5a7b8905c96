package org.layerlab.backend.jvm;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.ConvShape;

/** Convolutions on all cores. */
final class NativeConvolution {
    /** Columns below which products take much longer for each. */
    private static final int WORTH_A_PRODUCT = 64;

    private final ConvShape shape;
    private final int m;
    private final int threads;

    /**
     * For batches of m examples.
     *
     * @param threads at most this many work side by side
     */
    NativeConvolution(ConvShape shape, int m, int threads) {
        this.shape = shape;
        this.m = m;
        this.threads = threads;
    }

    private BlasConvolution products() {
        if (ColumnConvolution.suits(shape)) {
            return new ColumnConvolution(shape, m);
        }
        return WinogradConvolution.suits(shape, m, threads)
                ? new WinogradConvolution(shape, m, threads)
                : new StripConvolution(shape, m);
    }

    private interface Part {
        void work(int part, int fromUnit, int toUnit);
    }

    private void forParts(BlasConvolution products, Part part) {
        int units = products.units();
        int parts = parts(products);
        Parallel.each(parts, t -> part.work(t, Parallel.from(units, t, parts), Parallel.from(units, t + 1, parts)));
    }

    private int parts(BlasConvolution products) {
        return Math.min(threads, products.units());
    }

    /**
     * {@code Z = W ∗ A + b}.
     *
     * @param b null if it is 0
     */
    void forward(float[] w, float @Nullable [] b, NativeMatrix A, NativeMatrix Z) {
        BlasConvolution products = products();
        try (FloatPointer weights = products.spread(w);
                FloatPointer biases = b == null ? null : new FloatPointer(repeated(b, products.filters()));
                FloatPointer ones = ones(products.columns())) {
            forParts(products, (part, from, to) -> products.forward(weights, biases, ones, A, Z, from, to));
        }
    }

    private static float[] repeated(float[] b, int count) {
        float[] repeated = new float[count];
        for (int i = 0; i < count; i++) {
            repeated[i] = b[i % b.length];
        }
        return repeated;
    }

    /** {@code dA = Wᵀ ∗ dZ}. */
    void backwardToInput(float[] w, NativeMatrix dZ, NativeMatrix dA) {
        if (shape.stride() == 1
                && (m < WORTH_A_PRODUCT * threads || WinogradConvolution.suits(reversed(), m, threads))) {
            new NativeConvolution(reversed(), m, threads).forward(reversed(w), null, dZ, dA);
            return;
        }
        Pointer.memset(dA.pointer(), 0, (long) dA.size() * Float.BYTES);
        StripConvolution products = new StripConvolution(shape, m);
        try (FloatPointer weights = new FloatPointer(w)) {
            // Windows overlap, so threads divide the examples rather than the pixels.
            Parallel.each(threads, t -> {
                int from = Parallel.fromTile(m, t, threads);
                int columns = Parallel.fromTile(m, t + 1, threads) - from;
                if (columns > 0) {
                    products.backwardToInput(weights, dZ, dA, from, columns);
                }
            });
        }
    }

    /** The convolution that makes dA of dZ with a stride of 1. */
    private ConvShape reversed() {
        return new ConvShape(
                shape.output(), shape.input().channels(), shape.kernel(), 1, shape.kernel() - 1 - shape.padding());
    }

    /** Its weights: filters and channels exchanged, and each filter turned by 180°. */
    private float[] reversed(float[] w) {
        int channels = shape.input().channels();
        int taps = shape.kernel() * shape.kernel();
        float[] reversed = new float[w.length];
        for (int f = 0; f < shape.filters(); f++) {
            for (int tap = 0; tap < taps; tap++) {
                for (int c = 0; c < channels; c++) {
                    reversed[(c * taps + taps - 1 - tap) * shape.filters() + f] = w[(f * taps + tap) * channels + c];
                }
            }
        }
        return reversed;
    }

    /** {@code dW = scale · dZ ∗ Aᵀ}, and db alike. */
    void backwardToFilters(NativeMatrix dZ, NativeMatrix A, float scale, NativeMatrix dW, NativeMatrix db) {
        BlasConvolution products = products();
        int filters = products.filters();
        try (PartialSums sums = new PartialSums(parts(products), filters * products.window());
                PartialSums biasSums = new PartialSums(parts(products), filters);
                FloatPointer ones = ones(products.columns())) {
            forParts(
                    products,
                    (part, from, to) ->
                            products.backwardToFilters(dZ, A, ones, sums.start(part), biasSums.start(part), from, to));
            dW.values().put(0, products.gathered(sums, scale));
            float[] all = biasSums.total(scale);
            float[] biases = Arrays.copyOf(all, shape.filters());
            for (int i = biases.length; i < all.length; i++) {
                biases[i % biases.length] += all[i];
            }
            db.values().put(0, biases);
        }
    }

    private static FloatPointer ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return new FloatPointer(ones);
    }
}
