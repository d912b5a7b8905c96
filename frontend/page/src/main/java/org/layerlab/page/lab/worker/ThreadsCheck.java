package org.layerlab.page.lab.worker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.layerlab.network.check.Check;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ConvShape;
import org.layerlab.network.matrix.HashRandom;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.Precision;
import org.layerlab.page.kernels.KernelChoice;

/** Several threads have to give the digits of one; and it has to be noticed when one of them dies. */
final class ThreadsCheck {
    private static final int N = 203;
    private static final int K = 901;
    private static final int M = 301;

    private static final ConvShape MAPS = ConvShape.same(new MapShape(9, 8, 12), 22, 3);
    /** With channels enough for Winograd's way. */
    private static final ConvShape MANY_CHANNELS = ConvShape.same(new MapShape(9, 8, 25), 22, 3);

    private static final int EXAMPLES = 43;

    private final KernelChoice choice;

    ThreadsCheck(KernelChoice choice) {
        this.choice = choice;
    }

    /** All that threads share, with one of them and with 2, 3, 4, 8 and all, to the last bit. */
    Check digits() {
        int threads = choice.threads();
        Set<Integer> counts = new TreeSet<>(List.of(2, 3, 4, 8, threads));
        counts.removeIf(count -> count > threads || count == 1);
        List<String> different = new ArrayList<>();
        for (Precision precision : Precision.values()) {
            choice.useThreads(1);
            List<double[]> alone = results(choice.kernels(precision));
            for (int count : counts) {
                choice.useThreads(count);
                for (int result : different(alone, results(choice.kernels(precision)))) {
                    different.add(precision.id() + " result " + result + " of " + count);
                }
            }
        }
        choice.useThreads(threads);
        StringBuilder compared = new StringBuilder("1");
        for (int count : counts) {
            compared.append(", ").append(count);
        }
        return new Check(
                "threads give the digits of one",
                different.isEmpty(),
                different.isEmpty() ? compared + " threads, to the last bit" : "different: " + different);
    }

    /** A loss is noticed, once, and what comes after is computed by this thread alone. */
    Check loss() {
        List<double[]> before = results(choice.kernels(Precision.FLOAT64));
        choice.loseHelper();
        results(choice.kernels(Precision.FLOAT64));
        boolean noticed = choice.lostOne() && !choice.lostOne();
        boolean right = choice.threads() == 1;
        List<double[]> after = results(choice.kernels(Precision.FLOAT64));
        right &= different(before, after).isEmpty();
        return new Check(
                "a lost thread is noticed",
                noticed && right,
                (noticed ? "noticed" : "not noticed") + ", then " + choice.threads() + " thread computes "
                        + (right ? "the same" : "something else"));
    }

    /** Which of the results differ in any bit, counted from 1. */
    static List<Integer> different(List<double[]> some, List<double[]> others) {
        List<Integer> different = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            if (!Arrays.equals(some.get(i), others.get(i))) {
                different.add(i + 1);
            }
        }
        return different;
    }

    /** What products, sums, updates and convolutions give; gives the room back. */
    static List<double[]> results(Kernels kernels) {
        Matrix A = filled(kernels, N, K, 1);
        Matrix B = filled(kernels, K, M, 2);
        Matrix C = kernels.create(N, M);
        Matrix D = kernels.create(N, K);
        Matrix E = kernels.create(K, M);
        Matrix b = kernels.create(K, 1);
        List<double[]> results = new ArrayList<>();
        kernels.multiply(A, B, C);
        results.add(kernels.read(C));
        kernels.multiplyNT(C, B, 0.25, D);
        results.add(kernels.read(D));
        kernels.multiplyTN(A, C, E);
        results.add(kernels.read(E));
        kernels.sumColumns(E, 0.5, b);
        results.add(kernels.read(b));
        kernels.addBias(B, b);
        results.add(kernels.read(B));
        kernels.activate(Activation.TANH, B, E);
        results.add(kernels.read(E));
        kernels.descendMomentum(A, D, filled(kernels, N, K, 3), 0.1, 0.9, 0, 0.01);
        results.add(kernels.read(A));
        maps(kernels, MAPS, results);
        maps(kernels, MANY_CHANNELS, results);
        kernels.releaseAll();
        return results;
    }

    private static void maps(Kernels kernels, ConvShape shape, List<double[]> results) {
        int features = shape.input().features();
        Matrix A = filled(kernels, features, EXAMPLES, 4);
        Matrix W = filled(kernels, shape.filters(), shape.window(), 5);
        Matrix b = filled(kernels, shape.filters(), 1, 6);
        Matrix Z = kernels.create(shape.output().features(), EXAMPLES);
        Matrix variance = kernels.create(shape.filters(), 1);
        kernels.convolve(shape, W, b, A, false, Z);
        results.add(kernels.read(Z));
        kernels.convolveBackwardToFilters(shape, Z, A, 0.25, W, b);
        results.add(kernels.read(W));
        kernels.convolveBackwardToInput(shape, W, Z, A);
        results.add(kernels.read(A));
        kernels.channelMoments(Z, b, variance);
        results.add(kernels.read(variance));
    }

    private static Matrix filled(Kernels kernels, int rows, int columns, int seed) {
        double[] values = new double[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = HashRandom.uniform(seed, i) - 0.5;
        }
        Matrix M = kernels.create(rows, columns);
        kernels.write(values, M);
        return M;
    }
}
