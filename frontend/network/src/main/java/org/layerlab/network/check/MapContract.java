package org.layerlab.network.check;

import java.util.List;
import org.layerlab.network.check.KernelComparison.Worst;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.PoolShape;

/** The part of the {@link KernelContract} about maps: pooling, normalization, softmax. */
final class MapContract {
    private static final int[] EXAMPLES = {0, 1, 2, 3, 5, 8, 17, 64, 67};

    /** Pixels and channels of what is normalized. */
    private static final int[][] MAPS = {{1, 1}, {1, 7}, {4, 1}, {9, 3}, {25, 8}, {6, 33}, {64, 16}, {2, 129}};

    private final KernelComparison against;

    MapContract(KernelComparison against) {
        this.against = against;
    }

    void maxPools() {
        Worst forward = new Worst();
        Worst backward = new Worst();
        for (int[] s :
                new int[][] {{1, 1, 1, 1}, {2, 2, 1, 2}, {4, 6, 3, 2}, {5, 7, 9, 2}, {9, 7, 4, 3}, {8, 8, 16, 2}}) {
            PoolShape shape = new PoolShape(new MapShape(s[0], s[1], s[2]), s[3]);
            for (int m : EXAMPLES) {
                int[] A = {shape.input().features(), m};
                int[] P = {shape.output().features(), m};
                double[] a = against.values(A);
                for (int i = 0; i < a.length; i += 2) {
                    // As after ReLU: squares in which several are the greatest.
                    a[i] = 0;
                }
                String where = shape + " of " + m;
                against.compare(
                        forward,
                        where,
                        0,
                        List.of(A),
                        List.of(a),
                        P,
                        (kernels, M, out) -> kernels.maxPool(shape, M[0], out));
                against.compare(
                        backward, where, 0, List.of(A, P), List.of(a, against.values(P)), A, (kernels, M, out) -> {
                            Matrix pooled = kernels.create(M[1].rows(), M[1].columns());
                            kernels.maxPool(shape, M[0], pooled);
                            kernels.maxPoolBackward(shape, M[0], pooled, M[1], out);
                            kernels.release(pooled);
                        });
            }
        }
        against.report("maxPool", forward);
        against.report("maxPoolBackward", backward);
    }

    void averagePools() {
        Worst forward = new Worst();
        Worst backward = new Worst();
        for (int[] map : MAPS) {
            for (int m : EXAMPLES) {
                int[] A = {map[0] * map[1], m};
                int[] P = {map[1], m};
                String where = map[0] + " pixels of " + map[1] + ", " + m;
                against.compare(
                        forward,
                        where,
                        map[0],
                        List.of(A),
                        List.of(against.values(A)),
                        P,
                        (kernels, M, out) -> kernels.averagePool(M[0], out));
                against.compare(
                        backward,
                        where,
                        1,
                        List.of(P),
                        List.of(against.values(P)),
                        A,
                        (kernels, M, out) -> kernels.averagePoolBackward(M[0], out));
            }
        }
        against.report("averagePool", forward);
        against.report("averagePoolBackward", backward);
    }

    void moments() {
        Worst means = new Worst();
        Worst variances = new Worst();
        for (int[] map : MAPS) {
            for (int m : EXAMPLES) {
                if (m == 0) {
                    continue;
                }
                int[] Z = {map[0] * map[1], m};
                int[] column = {map[1], 1};
                double[] z = against.values(Z);
                for (int i = 0; i < z.length; i++) {
                    // Away from 0, where a mean of squares less a squared mean loses digits.
                    z[i] = (float) (z[i] + 3);
                }
                String where = map[0] + " pixels of " + map[1] + ", " + m;
                against.compare(means, where, map[0] * m, List.of(Z), List.of(z), column, (kernels, M, out) -> {
                    Matrix variance = kernels.create(map[1], 1);
                    kernels.channelMoments(M[0], out, variance);
                    kernels.release(variance);
                });
                // Squares of numbers around 3 have about ten times the rounding of those around 1.
                against.compare(
                        variances, where, 10 * (map[0] * m + 10), List.of(Z), List.of(z), column, (kernels, M, out) -> {
                            Matrix mean = kernels.create(map[1], 1);
                            kernels.channelMoments(M[0], mean, out);
                            kernels.release(mean);
                        });
            }
        }
        against.report("channelMoments, mean", means);
        against.report("channelMoments, variance", variances);
    }

    void scaling() {
        Worst scaled = new Worst();
        Worst sums = new Worst();
        Worst combined = new Worst();
        for (int[] map : MAPS) {
            int pixels = map[0];
            int channels = map[1];
            for (int m : EXAMPLES) {
                int[] Z = {pixels * channels, m};
                int[] column = {channels, 1};
                for (boolean rectify : new boolean[] {false, true}) {
                    String where = pixels + " pixels of " + channels + ", " + m + (rectify ? ", rectified" : "");
                    List<int[]> shapes = List.of(Z, column, column);
                    List<double[]> in = List.of(against.values(Z), against.values(column), against.values(column));
                    against.compare(
                            scaled,
                            where,
                            1,
                            shapes,
                            in,
                            Z,
                            (kernels, M, out) -> kernels.scaleChannels(M[0], M[1], M[2], rectify, out));
                    against.compare(scaled, where + ", in place", 1, shapes, in, Z, (kernels, M, out) -> {
                        kernels.scaleChannels(M[0], M[1], M[2], rectify, M[0]);
                        kernels.write(kernels.read(M[0]), out);
                    });
                    List<double[]> maps =
                            List.of(against.values(Z), against.values(Z), against.values(Z), against.values(column));
                    against.compare(
                            sums,
                            where,
                            2 * pixels * m,
                            List.of(Z, Z, Z, column),
                            maps,
                            new int[] {channels, 2},
                            (kernels, M, out) -> kernels.channelSums(M[0], M[1], M[2], rectify, M[3], out));
                    int[] factors = {channels, 3};
                    shapes = List.of(Z, Z, Z, factors);
                    maps = List.of(against.values(Z), against.values(Z), against.values(Z), against.values(factors));
                    against.compare(
                            combined,
                            where,
                            3,
                            shapes,
                            maps,
                            Z,
                            (kernels, M, out) -> kernels.combineChannels(M[0], M[1], M[2], rectify, M[3], out));
                    against.compare(combined, where + ", in place", 3, shapes, maps, Z, (kernels, M, out) -> {
                        kernels.combineChannels(M[0], M[1], M[2], rectify, M[3], M[2]);
                        kernels.write(kernels.read(M[2]), out);
                    });
                }
            }
        }
        against.report("scaleChannels", scaled);
        against.report("channelSums", sums);
        against.report("combineChannels", combined);
    }

    void classes() {
        Worst probabilities = new Worst();
        Worst cost = new Worst();
        Worst correct = new Worst();
        for (int count : new int[] {1, 2, 3, 10, 17}) {
            for (int m : EXAMPLES) {
                int[] shape = {count, m};
                double[] z = against.values(shape);
                double[] a = new double[z.length];
                double[] y = new double[z.length];
                for (int j = 0; j < m; j++) {
                    double sum = 0;
                    for (int p = j; p < z.length; p += m) {
                        sum += Math.exp(z[p]);
                    }
                    for (int p = j; p < z.length; p += m) {
                        a[p] = (float) (Math.exp(z[p]) / sum);
                    }
                    y[(int) (Math.abs(z[j]) * count) % count * m + j] = 1;
                }
                String where = count + " classes, " + m;
                against.compare(
                        probabilities,
                        where,
                        count,
                        List.of(shape),
                        List.of(z),
                        shape,
                        (kernels, M, out) -> kernels.softmax(M[0], out));
                against.compare(
                        cost,
                        where,
                        m,
                        List.of(shape, shape),
                        List.of(a, y),
                        new int[] {1, 1},
                        (kernels, M, out) -> kernels.write(new double[] {kernels.classCrossEntropy(M[0], M[1])}, out));
                against.compare(
                        correct,
                        where,
                        0,
                        List.of(shape, shape),
                        List.of(a, y),
                        new int[] {1, 1},
                        (kernels, M, out) ->
                                kernels.write(new double[] {kernels.countCorrectClasses(M[0], M[1])}, out));
            }
        }
        against.report("softmax", probabilities);
        against.report("classCrossEntropy", cost);
        against.report("countCorrectClasses", correct);
    }
}
