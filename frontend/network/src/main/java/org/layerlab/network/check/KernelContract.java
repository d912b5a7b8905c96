package org.layerlab.network.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.DividedProducts;
import org.layerlab.network.matrix.FusedUpdate;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.matrix.ReferenceKernels;

/**
 * What all kernels have to do alike: every operation against {@link ReferenceKernels}, at sizes around the widths of
 * vectors, tiles and blocks, with a tolerance that grows with the number of terms in a sum.
 */
public final class KernelContract {
    /** Around the widths of SIMD vectors (4, 8, 16), tiles and cache blocks. */
    private static final int[] SIZES = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 64, 65, 255, 257, 511, 513, 1025
    };

    private static final int OTHER = 5;

    /** Units, features and examples: each at and beside what kernels do at a time. */
    private static final int[][] EXAMPLES = {
        {1, 12, 9},
        {5, 16, 8},
        {5, 17, 8},
        {40, 7, 1},
        {40, 16, 7},
        {40, 8, 9},
        {33, 15, 16},
        {32, 31, 17},
        {40, 33, 40},
        {6, 1030, 33},
        {40, 1030, 31},
        {64, 48, 300},
        {70, 300, 1030}
    };

    /** Products large enough for blocks in every direction, with edges in each. */
    private static final int[][] BLOCKS = {{50, 390, 271}, {33, 803, 34}, {64, 512, 64}, {35, 6, 1030}};

    private static final double UNIT_FLOAT32 = 1.2e-7;
    private static final double UNIT_FLOAT64 = 2.3e-16;
    /** A sum's error is at most terms × unit × size; a step's few operations add a little. */
    private static final double SAFETY = 8;

    private final Kernels candidate;
    private final Kernels reference = new ReferenceKernels();
    private final NumpyRandom random = new NumpyRandom(7);
    private final List<Check> checks = new ArrayList<>();

    private KernelContract(Kernels candidate) {
        this.candidate = candidate;
    }

    /** Runs the whole contract on these kernels; one check an operation. */
    public static List<Check> run(Kernels candidate) {
        KernelContract contract = new KernelContract(candidate);
        contract.products();
        contract.productsInParts();
        contract.activations();
        contract.tails();
        contract.columns();
        contract.costs();
        contract.dropout();
        contract.updates();
        contract.fusedUpdates();
        contract.examples();
        contract.examplesInProducts();
        new MapContract(contract).run();
        contract.refusals();
        return contract.checks;
    }

    /** One operation on given inputs, with a fresh output of the given shape, in one set of kernels. */
    interface Operation {
        void run(Kernels kernels, Matrix[] in, Matrix out);
    }

    static final class Worst {
        double excess;
        String where = "";
    }

    void compare(Worst worst, String where, int terms, double[][] inputs, int[][] shapes, int[] out, Operation op) {
        double[] expected = compute(reference, inputs, shapes, out, op);
        double[] actual = compute(candidate, inputs, shapes, out, op);
        double unit = candidate.precision() == Precision.FLOAT64 ? UNIT_FLOAT64 : UNIT_FLOAT32;
        for (int i = 0; i < expected.length; i++) {
            double allowed = SAFETY * (terms + 4) * unit * Math.max(1, Math.abs(expected[i]));
            double excess = Math.abs(actual[i] - expected[i]) / allowed;
            if (!(excess <= worst.excess)) {
                worst.excess = Double.isNaN(excess) ? Double.POSITIVE_INFINITY : excess;
                worst.where = where + " [" + i + "]: " + actual[i] + ", reference " + expected[i];
            }
        }
    }

    private static double[] compute(Kernels kernels, double[][] inputs, int[][] shapes, int[] out, Operation op) {
        Matrix[] in = new Matrix[inputs.length];
        for (int i = 0; i < in.length; i++) {
            in[i] = kernels.create(shapes[i][0], shapes[i][1]);
            kernels.write(inputs[i], in[i]);
        }
        Matrix result = kernels.create(out[0], out[1]);
        // What an output held before may not matter: begin with something that would show.
        double[] dirt = new double[out[0] * out[1]];
        Arrays.fill(dirt, 77);
        kernels.write(dirt, result);
        op.run(kernels, in, result);
        double[] values = kernels.read(result);
        kernels.release(result);
        for (Matrix M : in) {
            kernels.release(M);
        }
        return values;
    }

    void report(String name, Worst worst) {
        checks.add(new Check(
                name,
                worst.excess <= 1,
                worst.excess <= 1
                        ? "within tolerance (largest difference " + percent(worst.excess) + " of what is allowed)"
                        : "off at " + worst.where));
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    private void products() {
        Worst nn = new Worst();
        Worst nt = new Worst();
        Worst tn = new Worst();
        List<int[][]> shapes = new ArrayList<>();
        for (int size : SIZES) {
            shapes.add(new int[][] {{size, OTHER, 6}, {OTHER, size, 7}, {6, OTHER, size}});
        }
        shapes.add(BLOCKS);
        for (int[][] cases : shapes) {
            for (int[] c : cases) {
                int n = c[0];
                int k = c[1];
                int m = c[2];
                String where = n + "×" + k + "·" + k + "×" + m;
                double[] a = values(n * k);
                double[] b = values(k * m);
                double[][] in = {a, b};
                int[] out = {n, m};
                compare(
                        nn,
                        where,
                        k,
                        in,
                        new int[][] {{n, k}, {k, m}},
                        out,
                        (kernels, M, C) -> kernels.multiply(M[0], M[1], C));
                compare(
                        nt,
                        where,
                        k,
                        in,
                        new int[][] {{n, k}, {m, k}},
                        out,
                        (kernels, M, C) -> kernels.multiplyNT(M[0], M[1], 0.25, C));
                compare(
                        tn,
                        where,
                        k,
                        in,
                        new int[][] {{k, n}, {k, m}},
                        out,
                        (kernels, M, C) -> kernels.multiplyTN(M[0], M[1], C));
            }
        }
        report("multiply", nn);
        report("multiplyNT", nt);
        report("multiplyTN", tn);
    }

    private void activations() {
        for (Activation g : Activation.values()) {
            Worst forward = new Worst();
            Worst backward = new Worst();
            for (int size : SIZES) {
                double[] z = values(3 * size);
                if (z.length > 3) {
                    z[0] = 0;
                    z[1] = 40;
                    z[2] = -40;
                }
                double[] da = values(3 * size);
                double[] a = compute(
                        reference,
                        new double[][] {z},
                        new int[][] {{3, size}},
                        new int[] {3, size},
                        (kernels, M, out) -> kernels.activate(g, M[0], out));
                int[] shape = {3, size};
                compare(
                        forward,
                        "3×" + size,
                        1,
                        new double[][] {z},
                        new int[][] {shape},
                        shape,
                        (kernels, M, out) -> kernels.activate(g, M[0], out));
                compare(
                        backward,
                        "3×" + size,
                        1,
                        new double[][] {z, a, da},
                        new int[][] {shape, shape, shape},
                        shape,
                        (kernels, M, out) -> kernels.activateBackward(g, M[0], M[1], M[2], out));
                compare(
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
            report("activate " + g.id(), forward);
            report("activateBackward " + g.id(), backward);
        }
    }

    /** Sigmoid and tanh far out and near 0, where an error that looks small may be all of the value; and NaN. */
    private void tails() {
        for (Activation g : new Activation[] {Activation.SIGMOID, Activation.TANH}) {
            int count = 1025;
            double[] z = new double[count];
            for (int i = 0; i < count; i++) {
                z[i] = (float) ((i - 512) / 16.0 * (i % 3 == 0 ? 1e-3 : 1));
            }
            double[] a = compute(
                    candidate,
                    new double[][] {z},
                    new int[][] {{1, count}},
                    new int[] {1, count},
                    (kernels, M, out) -> kernels.activate(g, M[0], out));
            double unit = candidate.precision() == Precision.FLOAT64 ? UNIT_FLOAT64 : UNIT_FLOAT32;
            Worst worst = new Worst();
            for (int i = 0; i < count; i++) {
                double expected = g.value(z[i]);
                double excess = Math.abs(a[i] - expected) / (SAFETY * unit * Math.abs(expected));
                if (expected != 0 && !(excess <= worst.excess)) {
                    worst.excess = Double.isNaN(excess) ? Double.POSITIVE_INFINITY : excess;
                    worst.where = z[i] + ": " + a[i] + ", reference " + expected;
                }
            }
            report("activate " + g.id() + ", relative", worst);
        }
        String lost = "";
        for (Activation g : Activation.values()) {
            double[] a = compute(
                    candidate,
                    new double[][] {{1, Double.NaN, -1}},
                    new int[][] {{1, 3}},
                    new int[] {1, 3},
                    (kernels, M, out) -> kernels.activate(g, M[0], out));
            if (!Double.isNaN(a[1]) || Double.isNaN(a[0] + a[2])) {
                lost += g.id() + " of NaN is " + a[1] + "; ";
            }
        }
        checks.add(new Check("NaN stays NaN", lost.isEmpty(), lost.isEmpty() ? "in every activation" : lost));
    }

    private void columns() {
        Worst bias = new Worst();
        Worst sums = new Worst();
        Worst scaled = new Worst();
        for (int size : SIZES) {
            for (int[] shape : new int[][] {{OTHER, size}, {size, OTHER}}) {
                int n = shape[0];
                int m = shape[1];
                double[] z = values(n * m);
                double[] b = values(n);
                compare(
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
                compare(
                        sums,
                        n + "×" + m,
                        m,
                        new double[][] {z},
                        new int[][] {shape},
                        new int[] {n, 1},
                        (kernels, M, out) -> kernels.sumColumns(M[0], 0.125, out));
                compare(
                        scaled,
                        n + "×" + m,
                        1,
                        new double[][] {z, values(n * m)},
                        new int[][] {shape, shape},
                        shape,
                        (kernels, M, out) -> {
                            kernels.scaleBy(M[0], M[1]);
                            kernels.write(kernels.read(M[0]), out);
                        });
            }
        }
        report("addBias", bias);
        report("sumColumns", sums);
        report("scaleBy", scaled);
    }

    private void costs() {
        Worst cost = new Worst();
        Worst error = new Worst();
        Worst correct = new Worst();
        for (int size : SIZES) {
            double[] a = new double[size];
            double[] y = new double[size];
            for (int i = 0; i < size; i++) {
                a[i] = 0.02 + 0.96 * random.uniform();
                y[i] = random.uniform() < 0.5 ? 0 : 1;
            }
            if (size > 3) {
                // Certain and right: costs nothing, and is no NaN.
                a[0] = y[0];
                a[1] = y[1];
            }
            double[][] in = {a, y};
            int[][] shapes = {{1, size}, {1, size}};
            compare(
                    cost,
                    "1×" + size,
                    size,
                    in,
                    shapes,
                    new int[] {1, 1},
                    (kernels, M, out) -> kernels.write(new double[] {kernels.crossEntropy(M[0], M[1])}, out));
            compare(
                    error,
                    "1×" + size,
                    1,
                    in,
                    shapes,
                    new int[] {1, size},
                    (kernels, M, out) -> kernels.outputError(M[0], M[1], out));
            compare(
                    correct,
                    "1×" + size,
                    1,
                    in,
                    shapes,
                    new int[] {1, 1},
                    (kernels, M, out) -> kernels.write(new double[] {kernels.countCorrect(M[0], M[1])}, out));
        }
        report("crossEntropy", cost);
        report("outputError", error);
        report("countCorrect", correct);
    }

    private void dropout() {
        Worst masks = new Worst();
        Worst outputs = new Worst();
        for (int size : SIZES) {
            int[] shape = {3, size};
            double[] a = values(3 * size);
            double[][] in = {a, values(3 * size)};
            int[][] shapes = {shape, shape};
            compare(
                    masks,
                    "3×" + size,
                    1,
                    in,
                    shapes,
                    shape,
                    (kernels, M, out) -> kernels.dropout(M[0], 0.7, 12345, out, M[1]));
            compare(
                    outputs,
                    "3×" + size,
                    1,
                    in,
                    shapes,
                    shape,
                    (kernels, M, out) -> kernels.dropout(M[0], 0.7, 12345, M[1], out));
        }
        report("dropout mask", masks);
        report("dropout", outputs);
    }

    private void updates() {
        Worst descend = new Worst();
        Worst momentum = new Worst();
        Worst adam = new Worst();
        for (int size : SIZES) {
            int[] shape = {size, 3};
            int n = 3 * size;
            double[] squares = values(n);
            for (int i = 0; i < n; i++) {
                squares[i] *= squares[i];
            }
            double[][] in = {values(n), values(n), values(n), squares};
            int[][] shapes = {shape, shape, shape, shape};
            String where = size + "×3";
            compare(descend, where, 1, in, shapes, shape, (kernels, M, out) -> {
                kernels.descend(M[0], M[1], 0.1, 0.01, 0.02);
                kernels.write(kernels.read(M[0]), out);
            });
            for (int part : new int[] {0, 2}) {
                compare(momentum, where, 1, in, shapes, shape, (kernels, M, out) -> {
                    kernels.descendMomentum(M[0], M[1], M[2], 0.1, 0.9, 0.01, 0.02);
                    kernels.write(kernels.read(M[part]), out);
                });
            }
            for (int part : new int[] {0, 2, 3}) {
                // The root of a small mean square magnifies its rounding, hence the larger number of terms.
                compare(adam, where, 64, in, shapes, shape, (kernels, M, out) -> {
                    kernels.descendAdam(M[0], M[1], M[2], M[3], 0.1, 3, 0.01, 0.02);
                    kernels.write(kernels.read(M[part]), out);
                });
            }
        }
        report("descend", descend);
        report("descendMomentum", momentum);
        report("descendAdam", adam);
    }

    /** C = keep·C + scale·A·Bᵀ, for kernels that add a product to what is there. */
    private void fusedUpdates() {
        if (!(candidate instanceof FusedUpdate)) {
            return;
        }
        Worst worst = new Worst();
        List<int[]> shapes = new ArrayList<>(List.of(BLOCKS));
        for (int size : SIZES) {
            shapes.addAll(List.of(new int[] {size, OTHER, 6}, new int[] {OTHER, size, 7}, new int[] {6, OTHER, size}));
        }
        for (int[] s : shapes) {
            int n = s[0];
            int k = s[1];
            int m = s[2];
            for (double keep : new double[] {0, 0.9, 1}) {
                compare(
                        worst,
                        n + "×" + k + " · (" + m + "×" + k + ")ᵀ, " + keep,
                        k,
                        new double[][] {values(n * k), values(m * k), values(n * m)},
                        new int[][] {{n, k}, {m, k}, {n, m}},
                        new int[] {n, m},
                        (kernels, M, out) -> {
                            kernels.write(kernels.read(M[2]), out);
                            addNT(kernels, M[0], M[1], -0.25, keep, out);
                        });
            }
        }
        report("addNT", worst);
    }

    /** The products again, of kernels that can stop in between: three parts, and more than there are columns. */
    private void productsInParts() {
        if (!(candidate instanceof DividedProducts)) {
            return;
        }
        Worst worst = new Worst();
        List<int[]> shapes = new ArrayList<>(List.of(BLOCKS));
        shapes.addAll(
                List.of(new int[] {5, 40, 900}, new int[] {40, 900, 5}, new int[] {6, 1, 9}, new int[] {7, 9, 1}));
        for (int[] s : shapes) {
            int n = s[0];
            int k = s[1];
            int m = s[2];
            double[][] in = {values(n * k), values(k * m)};
            int[] out = {n, m};
            for (int parts : new int[] {3, 50}) {
                String where = n + "×" + k + "·" + k + "×" + m + " in " + parts;
                compare(worst, where, k, in, new int[][] {{n, k}, {k, m}}, out, (kernels, M, C) -> {
                    for (int part = 0; part < parts; part++) {
                        if (kernels instanceof DividedProducts divided) {
                            divided.multiply(M[0], M[1], C, part, parts);
                        } else if (part == 0) {
                            kernels.multiply(M[0], M[1], C);
                        }
                    }
                });
                compare(worst, where + ", NT", k, in, new int[][] {{n, k}, {m, k}}, out, (kernels, M, C) -> {
                    for (int part = 0; part < parts; part++) {
                        if (kernels instanceof DividedProducts divided) {
                            divided.multiplyNT(M[0], M[1], 0.25, C, part, parts);
                        } else if (part == 0) {
                            kernels.multiplyNT(M[0], M[1], 0.25, C);
                        }
                    }
                });
                compare(worst, where + ", TN", k, in, new int[][] {{k, n}, {k, m}}, out, (kernels, M, C) -> {
                    for (int part = 0; part < parts; part++) {
                        if (kernels instanceof DividedProducts divided) {
                            divided.multiplyTN(M[0], M[1], C, part, parts);
                        } else if (part == 0) {
                            kernels.multiplyTN(M[0], M[1], C);
                        }
                    }
                });
            }
        }
        report("products in parts", worst);
    }

    private static void addNT(Kernels kernels, Matrix A, Matrix B, double scale, double keep, Matrix C) {
        if (kernels instanceof FusedUpdate fused) {
            fused.addNT(A, B, scale, keep, C);
            return;
        }
        double[] sum = kernels.read(C);
        kernels.multiplyNT(A, B, scale, C);
        double[] product = kernels.read(C);
        for (int p = 0; p < sum.length; p++) {
            sum[p] = keep * sum[p] + product[p];
        }
        kernels.write(sum, C);
    }

    private void examples() {
        Worst worst = new Worst();
        for (int size : SIZES) {
            byte[] bytes = bytes(size * OTHER);
            for (int[] shape : new int[][] {{size, OTHER}, {OTHER, size}}) {
                compare(
                        worst,
                        shape[0] + "×" + shape[1],
                        1,
                        new double[0][],
                        new int[0][],
                        shape,
                        (kernels, M, out) -> kernels.writeExamples(bytes, out));
                for (boolean keep : new boolean[] {false, true}) {
                    int[] which = choice(shape[1]);
                    compare(
                            worst,
                            shape[0] + "×" + shape[1] + ", chosen" + (keep ? " of kept ones" : ""),
                            1,
                            new double[0][],
                            new int[0][],
                            shape,
                            (kernels, M, out) -> {
                                if (keep) {
                                    kernels.keepExamples(bytes);
                                }
                                kernels.writeExamples(bytes, which, out);
                            });
                }
            }
        }
        report("writeExamples", worst);
    }

    /** What a first layer does with examples, which kernels may take as the bytes that they are. */
    private void examplesInProducts() {
        Worst worst = new Worst();
        for (int[] s : EXAMPLES) {
            int n = s[0];
            int k = s[1];
            int m = s[2];
            byte[] bytes = bytes(k * m);
            String where = n + " units, " + m + " examples of " + k;
            double[][] in = {values(n * k), values(n * m)};
            int[][] shapes = {{n, k}, {n, m}};
            compare(worst, where + ", forward", k, in, shapes, new int[] {n, m}, (kernels, M, Z) -> {
                Matrix X = kernels.create(k, m);
                kernels.writeExamples(bytes, X);
                kernels.multiply(M[0], X, Z);
                kernels.release(X);
            });
            compare(worst, where + ", in parts", k, in, shapes, new int[] {n, m}, (kernels, M, Z) -> {
                Matrix X = kernels.create(k, m);
                kernels.writeExamples(bytes, X);
                for (int part = 0; part < 3; part++) {
                    if (kernels instanceof DividedProducts divided) {
                        divided.multiply(M[0], X, Z, part, 3);
                    } else if (part == 0) {
                        kernels.multiply(M[0], X, Z);
                    }
                }
                kernels.release(X);
            });
            compare(worst, where + ", gradient", m, in, shapes, new int[] {n, k}, (kernels, M, dW) -> {
                Matrix X = kernels.create(k, m);
                kernels.writeExamples(bytes, X);
                kernels.multiplyNT(M[1], X, 0.5, dW);
                kernels.release(X);
            });
            compare(worst, where + ", update", m, in, shapes, new int[] {n, k}, (kernels, M, W) -> {
                Matrix X = kernels.create(k, m);
                // What X held before, as bytes or as numbers, doesn't matter.
                kernels.writeExamples(new byte[k * m], X);
                kernels.writeExamples(bytes, X);
                kernels.write(kernels.read(M[0]), W);
                addNT(kernels, M[1], X, -0.25, 0.9, W);
                kernels.release(X);
            });
        }
        report("products of examples", worst);
    }

    /** As many numbers below count, some of them several times. */
    private int[] choice(int count) {
        int[] which = new int[count];
        for (int j = 0; j < count; j++) {
            which[j] = (int) (random.uniform() * count);
        }
        return which;
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (random.uniform() * 256);
        }
        return bytes;
    }

    private void refusals() {
        Matrix A = candidate.create(2, 3);
        Matrix B = candidate.create(2, 3);
        boolean refused = false;
        String detail = "2×3·2×3 was accepted";
        try {
            candidate.multiply(A, B, candidate.create(2, 3));
        } catch (IllegalArgumentException e) {
            detail = String.valueOf(e.getMessage());
            refused = detail.contains("2×3");
        }
        checks.add(new Check("refuses shapes that do not fit", refused, detail));
    }

    double[] values(int count) {
        double[] values = random.normals(count);
        if (candidate.precision() == Precision.FLOAT32) {
            for (int i = 0; i < count; i++) {
                values[i] = (float) values[i];
            }
        }
        return values;
    }
}
