package org.layerlab.page.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.layerlab.kernels.KernelLayout;
import org.layerlab.network.data.Points;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.Trainer;

/** Ways to compute the same, in the modules that the page loads: whichever is taken, the digits are the same. */
class KernelDigitsTest {
    /** Sums are made in the same order, so which way is faster may be found out during a training. */
    @Test
    void twoTilesAtATimeGiveTheDigitsOfOne() throws IOException {
        KernelCalls calls = JvmKernels.calls("kernels-relaxed");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 30; i++) {
            int n = 1 + random.nextInt(40);
            int k = 1 + random.nextInt(1200);
            int m = 1 + random.nextInt(330);
            Kernels kernels = JvmKernels.kernels(calls, Precision.FLOAT32);
            Matrix A = filled(kernels, n, k, random);
            Matrix B = filled(kernels, k, m, random);
            Matrix turned = filled(kernels, m, k, random);
            Matrix AT = filled(kernels, k, n, random);
            List<double[]> single = products(calls, 1, kernels, A, B, turned, AT);
            List<double[]> wide = products(calls, KernelLayout.WIDE_TILES, kernels, A, B, turned, AT);
            for (int j = 0; j < single.size(); j++) {
                assertArrayEquals(
                        single.get(j),
                        wide.get(j),
                        "product " + j + " of " + n + "×" + k + " and " + m + ", seed " + seed);
            }
        }
    }

    /** In training, bias and ReLU are applied to the tiles before they leave the registers. */
    @ParameterizedTest
    @EnumSource
    void twoTilesAtATimeTrainToTheDigitsOfOne(Activation g) throws IOException {
        KernelCalls calls = JvmKernels.calls("kernels-relaxed");
        Architecture architecture = Architecture.of(List.of(2, 14, 9, 1), g);
        Parameters single = trained(JvmKernels.kernels(calls, Precision.FLOAT32), architecture, 150, 20);
        calls.storeInt(KernelLayout.WIDE, KernelLayout.WIDE_TILES - 1);
        Parameters wide = trained(JvmKernels.kernels(calls, Precision.FLOAT32), architecture, 150, 20);
        assertSameNumbers(single, wide, String.valueOf(architecture));
    }

    /** Each sum of the limit's loop ends near 1: a lane has the sum of half of them. */
    @ParameterizedTest
    @CsvSource({"1, 6", "2, 12"})
    void limitMakesTheSumsOfAllTilesThatAreTakenAtATime(int tiles, double lane) throws IOException {
        KernelCalls calls = JvmKernels.calls("kernels-relaxed");
        calls.storeInt(KernelLayout.WIDE, tiles - 1);
        calls.limit(0, 20_000);
        double[] lanes = new double[8];
        calls.read(0, KernelLayout.LIMIT_RESULT, lanes);
        for (double found : lanes) {
            assertEquals(lane, found, 0.01);
        }
    }

    private static List<double[]> products(
            KernelCalls calls, int tiles, Kernels kernels, Matrix A, Matrix B, Matrix turned, Matrix AT) {
        calls.storeInt(KernelLayout.WIDE, tiles - 1);
        Matrix C = kernels.create(A.rows(), B.columns());
        List<double[]> results = new ArrayList<>();
        kernels.multiply(A, B, C);
        results.add(kernels.read(C));
        kernels.multiplyNT(A, turned, 0.5, C);
        results.add(kernels.read(C));
        kernels.multiplyTN(AT, B, C);
        results.add(kernels.read(C));
        return results;
    }

    private static Matrix filled(Kernels kernels, int rows, int columns, Random random) {
        Matrix M = kernels.create(rows, columns);
        kernels.write(random.doubles((long) rows * columns, -1, 1).toArray(), M);
        return M;
    }

    /** Which is a kernel of its own, and must do to the last bit what single steps do. */
    @ParameterizedTest
    @EnumSource
    void manyStepsInOneCallEqualSingleOnes(Precision precision) throws IOException {
        KernelCalls calls = JvmKernels.calls("kernels-simd");
        for (Activation g : Activation.values()) {
            for (List<Integer> units : List.of(List.of(2, 1), List.of(2, 9, 6, 1), List.of(2, 3, 5, 2, 1))) {
                Architecture architecture = Architecture.of(units, g);
                for (int m : new int[] {2, 7, 300}) {
                    Parameters single = trained(JvmKernels.kernels(calls, precision), architecture, m, 1);
                    Parameters fused = trained(JvmKernels.kernels(calls, precision), architecture, m, 20);
                    assertSameNumbers(single, fused, architecture + " of " + m);
                }
            }
        }
    }

    private static void assertSameNumbers(Parameters some, Parameters others, String what) {
        for (int l = 0; l < some.layers().size(); l++) {
            String where = what + ", layer " + l;
            assertArrayEquals(some.layers().get(l).W(), others.layers().get(l).W(), where);
            assertArrayEquals(some.layers().get(l).b(), others.layers().get(l).b(), where);
        }
    }

    private static Parameters trained(Kernels kernels, Architecture architecture, int m, int atOnce) {
        Network network = new Network(kernels, architecture, Initialization.HE.parameters(architecture, 3));
        Trainer trainer = new Trainer(network, Points.MOONS.generate(m, 0.2, 1), Hyperparameters.plain(0.1, 21));
        while (!trainer.done()) {
            trainer.steps(atOnce);
        }
        return network.parameters();
    }
}
