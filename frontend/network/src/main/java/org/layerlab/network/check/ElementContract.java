package org.layerlab.network.check;

import java.util.Arrays;
import org.layerlab.network.check.KernelComparison.Worst;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.Precision;

/** The part of the {@link KernelContract} about elements and columns: activations, sums, costs, dropout and updates. */
final class ElementContract {
    /** 25·ln 2, rounded down: what an answer costs that is half a unit in the last place below a certain one. */
    private static final double LEAST_COST_OF_CERTAIN_AND_WRONG = 17.3;

    private final KernelComparison against;

    ElementContract(KernelComparison against) {
        this.against = against;
    }

    void activations() {
        for (Activation g : Activation.values()) {
            Worst forward = new Worst();
            Worst backward = new Worst();
            for (int size : KernelComparison.SIZES) {
                double[] z = against.values(3 * size);
                if (z.length > 3) {
                    z[0] = 0;
                    z[1] = 40;
                    z[2] = -40;
                }
                double[] da = against.values(3 * size);
                int[] shape = {3, size};
                double[][] in = {z};
                int[][] shapes = {shape};
                double[] a = against.reference(in, shapes, shape, (kernels, M, out) -> kernels.activate(g, M[0], out));
                against.compare(
                        forward,
                        "3×" + size,
                        1,
                        in,
                        shapes,
                        shape,
                        (kernels, M, out) -> kernels.activate(g, M[0], out));
                against.compare(forward, "in place 3×" + size, 1, in, shapes, shape, (kernels, M, out) -> {
                    kernels.activate(g, M[0], M[0]);
                    kernels.write(kernels.read(M[0]), out);
                });
                against.compare(
                        backward,
                        "3×" + size,
                        1,
                        new double[][] {z, a, da},
                        new int[][] {shape, shape, shape},
                        shape,
                        (kernels, M, out) -> kernels.activateBackward(g, M[0], M[1], M[2], out));
                against.compare(
                        backward,
                        "in place 3×" + size,
                        1,
                        new double[][] {z, a, da},
                        new int[][] {shape, shape, shape},
                        shape,
                        (kernels, M, out) -> {
                            kernels.activateBackward(g, M[0], M[1], M[2], M[2]);
                            kernels.write(kernels.read(M[2]), out);
                        });
            }
            against.report("activate " + g.id(), forward);
            against.report("activateBackward " + g.id(), backward);
        }
    }

    /** Sigmoid and tanh far out and near 0, where an error that looks small may be all of the value. */
    void tails() {
        for (Activation g : new Activation[] {Activation.SIGMOID, Activation.TANH}) {
            int count = 1025;
            double[] z = new double[count];
            for (int i = 0; i < count; i++) {
                z[i] = (float) ((i - 512) / 16.0 * (i % 3 == 0 ? 1e-3 : 1));
            }
            double[] a = against.computed(
                    new double[][] {z},
                    new int[][] {{1, count}},
                    new int[] {1, count},
                    (kernels, M, out) -> kernels.activate(g, M[0], out));
            double unit = against.unit();
            Worst worst = new Worst();
            for (int i = 0; i < count; i++) {
                double expected = g.value(z[i]);
                double excess = Math.abs(a[i] - expected) / (KernelComparison.SAFETY * unit * Math.abs(expected));
                if (expected != 0 && worst.isBelow(excess)) {
                    worst.set(excess, z[i] + ": " + a[i] + ", reference " + expected);
                }
            }
            against.report("activate " + g.id() + ", relative", worst);
        }
    }

    /** NaN must not look like a number further on. */
    void notANumber() {
        String lost = "";
        for (Activation g : Activation.values()) {
            double[] a = against.computed(
                    new double[][] {{1, Double.NaN, -1}},
                    new int[][] {{1, 3}},
                    new int[] {1, 3},
                    (kernels, M, out) -> kernels.activate(g, M[0], out));
            if (!Double.isNaN(a[1]) || Double.isNaN(a[0] + a[2])) {
                lost += g.id() + " of NaN is " + a[1] + "; ";
            }
        }
        double[] a = against.computed(
                new double[][] {{1, 2, Double.NaN, 1, -1, 3}},
                new int[][] {{3, 2}},
                new int[] {3, 2},
                (kernels, M, out) -> kernels.softmax(M[0], out));
        if (!Double.isNaN(a[0]) || !Double.isNaN(a[2]) || !Double.isNaN(a[4]) || Double.isNaN(a[1] + a[3] + a[5])) {
            lost += "softmax of two examples, one with NaN, is " + Arrays.toString(a) + "; ";
        }
        against.add(new Check(
                "NaN stays NaN", lost.isEmpty(), lost.isEmpty() ? "in every activation and in softmax" : lost));
    }

    void columns() {
        Worst bias = new Worst();
        Worst sums = new Worst();
        Worst scaled = new Worst();
        Worst added = new Worst();
        for (int size : KernelComparison.SIZES) {
            for (int[] shape : new int[][] {{KernelComparison.OTHER, size}, {size, KernelComparison.OTHER}}) {
                int n = shape[0];
                int m = shape[1];
                double[] z = against.values(n * m);
                double[] b = against.values(n);
                against.compare(
                        bias,
                        n + "×" + m,
                        1,
                        new double[][] {z, b},
                        new int[][] {shape, {n, 1}},
                        shape,
                        (kernels, M, out) -> {
                            kernels.addBias(M[0], M[1]);
                            kernels.write(kernels.read(M[0]), out);
                        });
                against.compare(
                        sums,
                        n + "×" + m,
                        m,
                        new double[][] {z},
                        new int[][] {shape},
                        new int[] {n, 1},
                        (kernels, M, out) -> kernels.sumColumns(M[0], 0.125, out));
                against.compare(
                        scaled,
                        n + "×" + m,
                        1,
                        new double[][] {z, against.values(n * m)},
                        new int[][] {shape, shape},
                        shape,
                        (kernels, M, out) -> {
                            kernels.scaleBy(M[0], M[1]);
                            kernels.write(kernels.read(M[0]), out);
                        });
                add(added, n, m);
            }
        }
        against.report("addBias", bias);
        against.report("sumColumns", sums);
        against.report("scaleBy", scaled);
        against.report("add", added);
    }

    private void add(Worst worst, int n, int m) {
        int[] shape = {n, m};
        double[][] both = {against.values(n * m), against.values(n * m)};
        against.compare(
                worst,
                n + "×" + m,
                1,
                both,
                new int[][] {shape, shape},
                shape,
                (kernels, M, out) -> kernels.add(M[0], M[1], out));
        against.compare(
                worst, n + "×" + m + ", in place", 1, both, new int[][] {shape, shape}, shape, (kernels, M, out) -> {
                    kernels.add(M[0], M[1], M[1]);
                    kernels.write(kernels.read(M[1]), out);
                });
    }

    void costs() {
        Worst cost = new Worst();
        Worst error = new Worst();
        Worst correct = new Worst();
        for (int size : KernelComparison.SIZES) {
            double[] a = new double[size];
            double[] y = new double[size];
            for (int i = 0; i < size; i++) {
                a[i] = 0.02 + 0.96 * against.uniform();
                y[i] = against.uniform() < 0.5 ? 0 : 1;
            }
            if (size > 3) {
                // Certain and right: costs nothing, and the cost is not NaN.
                a[0] = y[0];
                a[1] = y[1];
            }
            double[][] in = {a, y};
            int[][] shapes = {{1, size}, {1, size}};
            against.compare(
                    cost,
                    "1×" + size,
                    size,
                    in,
                    shapes,
                    new int[] {1, 1},
                    (kernels, M, out) -> kernels.write(new double[] {kernels.crossEntropy(M[0], M[1])}, out));
            against.compare(
                    error,
                    "1×" + size,
                    1,
                    in,
                    shapes,
                    new int[] {1, size},
                    (kernels, M, out) -> kernels.outputError(M[0], M[1], out));
            against.compare(
                    correct,
                    "1×" + size,
                    1,
                    in,
                    shapes,
                    new int[] {1, 1},
                    (kernels, M, out) -> kernels.write(new double[] {kernels.countCorrect(M[0], M[1])}, out));
        }
        against.report("crossEntropy", cost);
        against.report("outputError", error);
        against.report("countCorrect", correct);
    }

    /** In float64 such an answer costs infinitely much, in float32 at least as much as the nearest to certain. */
    void certainAndWrong() {
        String cheap = "";
        double least = against.candidate().precision() == Precision.FLOAT64
                ? Double.POSITIVE_INFINITY
                : LEAST_COST_OF_CERTAIN_AND_WRONG;
        for (double dog : new double[] {0, 1}) {
            double one = cost(1, new double[] {dog}, new double[] {1 - dog}, Kernels::crossEntropy);
            double two = cost(2, new double[] {dog, 1 - dog}, new double[] {1 - dog, dog}, Kernels::classCrossEntropy);
            if (!(one >= least && two >= least)) {
                cheap += dog + " costs " + one + ", as one of two classes " + two + "; ";
            }
        }
        against.add(new Check(
                "certain and wrong costs much", cheap.isEmpty(), cheap.isEmpty() ? "at least " + least : cheap));
    }

    private interface Cost {
        double of(Kernels kernels, Matrix AL, Matrix Y);
    }

    private double cost(int rows, double[] a, double[] y, Cost cost) {
        int[] shape = {rows, 1};
        return against.computed(
                        new double[][] {a, y},
                        new int[][] {shape, shape},
                        new int[] {1, 1},
                        (kernels, M, out) -> kernels.write(new double[] {cost.of(kernels, M[0], M[1])}, out))[0];
    }

    void dropout() {
        Worst masks = new Worst();
        Worst outputs = new Worst();
        for (int size : KernelComparison.SIZES) {
            int[] shape = {3, size};
            double[] a = against.values(3 * size);
            double[][] in = {a, against.values(3 * size)};
            int[][] shapes = {shape, shape};
            against.compare(
                    masks,
                    "3×" + size,
                    1,
                    in,
                    shapes,
                    shape,
                    (kernels, M, out) -> kernels.dropout(M[0], 0.7, 12345, out, M[1]));
            against.compare(
                    outputs,
                    "3×" + size,
                    1,
                    in,
                    shapes,
                    shape,
                    (kernels, M, out) -> kernels.dropout(M[0], 0.7, 12345, M[1], out));
        }
        against.report("dropout mask", masks);
        against.report("dropout", outputs);
    }

    void updates() {
        Worst descend = new Worst();
        Worst momentum = new Worst();
        Worst adam = new Worst();
        for (int size : KernelComparison.SIZES) {
            int[] shape = {size, 3};
            int n = 3 * size;
            double[] squares = against.values(n);
            for (int i = 0; i < n; i++) {
                squares[i] *= squares[i];
            }
            double[][] in = {against.values(n), against.values(n), against.values(n), squares};
            int[][] shapes = {shape, shape, shape, shape};
            String where = size + "×3";
            against.compare(descend, where, 1, in, shapes, shape, (kernels, M, out) -> {
                kernels.descend(M[0], M[1], 0.1, 0.01, 0.02);
                kernels.write(kernels.read(M[0]), out);
            });
            for (int part : new int[] {0, 2}) {
                against.compare(momentum, where, 1, in, shapes, shape, (kernels, M, out) -> {
                    kernels.descendMomentum(M[0], M[1], M[2], 0.1, 0.9, 0.01, 0.02);
                    kernels.write(kernels.read(M[part]), out);
                });
            }
            for (int part : new int[] {0, 2, 3}) {
                // The root of a small mean square magnifies its rounding, hence the larger number of terms.
                against.compare(adam, where, 64, in, shapes, shape, (kernels, M, out) -> {
                    kernels.descendAdam(M[0], M[1], M[2], M[3], 0.1, 3, 0.01, 0.02);
                    kernels.write(kernels.read(M[part]), out);
                });
            }
        }
        against.report("descend", descend);
        against.report("descendMomentum", momentum);
        against.report("descendAdam", adam);
    }
}
