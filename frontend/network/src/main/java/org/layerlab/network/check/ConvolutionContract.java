package org.layerlab.network.check;

import java.util.List;
import org.layerlab.network.check.KernelComparison.Worst;
import org.layerlab.network.matrix.ConvShape;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.matrix.Precision;

/** The part of the {@link KernelContract} about convolutions and their gradients. */
final class ConvolutionContract {
    /** Height, width, channels, filters, kernel, stride, padding: edges, odd strides, and kernels wider than the map. */
    private static final int[][] CONVOLUTIONS = {
        {1, 1, 1, 1, 1, 1, 0},
        {3, 3, 1, 2, 3, 1, 1},
        {5, 4, 3, 5, 3, 1, 1},
        {7, 7, 2, 3, 3, 2, 1},
        {6, 5, 4, 9, 5, 1, 2},
        {8, 8, 3, 16, 3, 1, 1},
        {9, 7, 3, 11, 5, 2, 2},
        {4, 4, 17, 33, 3, 1, 1},
        {2, 1, 3, 4, 3, 1, 1},
        {1, 2, 3, 4, 5, 1, 4},
        {5, 6, 2, 3, 3, 1, 0},
        {9, 6, 8, 8, 3, 3, 1},
        {6, 6, 16, 32, 1, 1, 0},
        {5, 5, 9, 7, 1, 2, 0},
        {3, 4, 32, 64, 3, 1, 1},
        {4, 3, 40, 24, 3, 2, 2},
    };

    private static final int[] EXAMPLES = {0, 1, 2, 3, 5, 8, 17, 64, 67};

    /** With channels, filters and examples enough for Winograd's way, and tiles of 4×4 that are partly outside. */
    private static final int[][] MANY_CHANNELS = {
        {9, 10, 24, 26, 3, 1, 0},
        {6, 7, 33, 41, 3, 1, 1},
        {7, 8, 25, 24, 3, 1, 2},
    };

    /** All and not all of 16, and more than 64. */
    private static final int[] MANY_EXAMPLES = {16, 29, 67};

    /** Channels and filters from which kernels may go that way. */
    private static final int MANY = 16;

    private final KernelComparison against;
    private final Worst forward = new Worst();
    private final Worst toInput = new Worst();
    private final Worst toFilters = new Worst();
    private final Worst toBias = new Worst();

    ConvolutionContract(KernelComparison against) {
        this.against = against;
    }

    /** All of it, with only every nth shape. */
    void run(int every) {
        shapes(CONVOLUTIONS, every, EXAMPLES);
        shapes(MANY_CHANNELS, every, MANY_EXAMPLES);
        report();
    }

    /** Of more filters and pixels than any tile has, and with batches of all and not all fours. */
    void one() {
        shapes(new int[][] {{7, 6, 3, 67, 3, 1, 1}}, 1, new int[] {3, 20});
        report();
    }

    private void shapes(int[][] shapes, int every, int[] examples) {
        for (int i = 0; i < shapes.length; i += every) {
            int[] c = shapes[i];
            ConvShape shape = new ConvShape(new MapShape(c[0], c[1], c[2]), c[3], c[4], c[5], c[6]);
            for (int m : examples) {
                shape(shape, m);
            }
        }
    }

    private void shape(ConvShape shape, int m) {
        int[] W = {shape.filters(), shape.window()};
        int[] b = {shape.filters(), 1};
        int[] A = {shape.input().features(), m};
        int[] Z = {shape.output().features(), m};
        String where = shape + " of " + m;
        double[] w = against.values(W);
        against.rectified(
                forward,
                where,
                terms(shape, shape.window()),
                new double[][] {w, against.values(b), against.values(A)},
                new int[][] {W, b, A},
                Z,
                (kernels, M, rectify, out) -> kernels.convolve(shape, M[0], M[1], M[2], rectify, out));
        against.compare(
                toInput,
                where,
                terms(shape, shape.filters() * shape.kernel() * shape.kernel()),
                List.of(W, Z),
                List.of(w, against.values(Z)),
                A,
                (kernels, M, out) -> kernels.convolveBackwardToInput(shape, M[0], M[1], out));
        against.compare(
                toFilters,
                toBias,
                where,
                shape.output().pixels() * m,
                List.of(Z, A),
                List.of(against.values(Z), against.values(A)),
                W,
                new int[] {shape.filters(), 1},
                (kernels, M, out, db) -> kernels.convolveBackwardToFilters(shape, M[0], M[1], 0.25, out, db));
    }

    /**
     * The terms of a sum; in float32 four times as many where kernels may go Winograd's way, which adds numbers several
     * times as large as the result: with normal numbers, errors reach 2 hundred-thousandths of a result's usual size, the
     * root of the number of terms.
     */
    private int terms(ConvShape shape, int terms) {
        boolean many = Math.min(shape.input().channels(), shape.filters()) >= MANY;
        boolean mayBe = many
                && shape.kernel() == 3
                && shape.stride() == 1
                && against.candidate().precision() == Precision.FLOAT32;
        return mayBe ? 4 * terms : terms;
    }

    private void report() {
        against.report("convolve", forward);
        against.report("convolveBackwardToInput", toInput);
        against.report("convolveBackwardToFilters", toFilters);
        against.report("convolveBackwardToFilters, bias", toBias);
    }
}
