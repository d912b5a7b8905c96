package org.layerlab.network.check;

import java.util.List;
import org.layerlab.network.check.KernelComparison.Worst;
import org.layerlab.network.matrix.DepthwiseShape;
import org.layerlab.network.matrix.MapShape;

/** The part of the {@link KernelContract} about depthwise convolutions. */
final class DepthwiseContract {
    /** Height, width, channels, kernel, stride, padding: edges, odd strides, and kernels wider than the map. */
    private static final int[][] SHAPES = {
        {1, 1, 1, 1, 1, 0},
        {3, 3, 1, 3, 1, 1},
        {5, 4, 3, 3, 1, 1},
        {7, 7, 2, 3, 2, 1},
        {6, 5, 4, 5, 1, 2},
        {9, 7, 3, 5, 2, 2},
        {4, 4, 17, 3, 1, 1},
        {2, 1, 3, 3, 1, 1},
        {1, 2, 3, 5, 1, 4},
        {5, 6, 2, 3, 1, 0},
        {9, 6, 8, 3, 3, 1},
        {10, 3, 5, 3, 4, 2},
        {5, 5, 9, 1, 2, 0},
        {1, 1, 4, 5, 2, 4},
        {8, 6, 40, 3, 2, 1},
    };

    private static final int[] EXAMPLES = {0, 1, 2, 3, 5, 8, 17, 64, 67};

    private final KernelComparison against;

    DepthwiseContract(KernelComparison against) {
        this.against = against;
    }

    /** All of it, with only every nth shape. */
    void run(int every) {
        Worst forward = new Worst();
        Worst toInput = new Worst();
        Worst toFilters = new Worst();
        Worst toBias = new Worst();
        for (int i = 0; i < SHAPES.length; i += every) {
            int[] c = SHAPES[i];
            DepthwiseShape shape = new DepthwiseShape(new MapShape(c[0], c[1], c[2]), c[3], c[4], c[5]);
            int[] W = {shape.channels(), shape.taps()};
            int[] b = {shape.channels(), 1};
            for (int m : EXAMPLES) {
                int[] A = {shape.input().features(), m};
                int[] Z = {shape.output().features(), m};
                String where = "depthwise " + shape.each() + " of " + m;
                double[] w = against.values(W);
                against.rectified(
                        forward,
                        where,
                        shape.taps(),
                        new double[][] {w, against.values(b), against.values(A)},
                        new int[][] {W, b, A},
                        Z,
                        (kernels, M, rectify, out) -> kernels.convolveDepthwise(shape, M[0], M[1], M[2], rectify, out));
                against.compare(
                        toInput,
                        where,
                        shape.taps(),
                        new double[][] {w, against.values(Z)},
                        new int[][] {W, Z},
                        A,
                        (kernels, M, out) -> kernels.convolveDepthwiseBackwardToInput(shape, M[0], M[1], out));
                against.compare(
                        toFilters,
                        toBias,
                        where,
                        shape.output().pixels() * m,
                        List.of(Z, A),
                        List.of(against.values(Z), against.values(A)),
                        W,
                        new int[] {shape.channels(), 1},
                        (kernels, M, out, db) ->
                                kernels.convolveDepthwiseBackwardToFilters(shape, M[0], M[1], 0.25, out, db));
            }
        }
        against.report("convolveDepthwise", forward);
        against.report("convolveDepthwiseBackwardToInput", toInput);
        against.report("convolveDepthwiseBackwardToFilters", toFilters);
        against.report("convolveDepthwiseBackwardToFilters, bias", toBias);
    }
}
