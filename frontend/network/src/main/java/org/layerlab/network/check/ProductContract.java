package org.layerlab.network.check;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.check.KernelComparison.Worst;
import org.layerlab.network.matrix.DividedProducts;
import org.layerlab.network.matrix.FusedUpdate;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/** The part of the {@link KernelContract} about products, whole, in parts, in place, and of examples. */
final class ProductContract {
    /** Units, features and examples: at and beside the sizes of what kernels do at once. */
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

    private final KernelComparison against;

    ProductContract(KernelComparison against) {
        this.against = against;
    }

    void products() {
        List<int[][]> shapes = new ArrayList<>();
        for (int size : KernelComparison.SIZES) {
            shapes.add(new int[][] {
                {size, KernelComparison.OTHER, 6}, {KernelComparison.OTHER, size, 7}, {6, KernelComparison.OTHER, size}
            });
        }
        shapes.add(BLOCKS);
        products(shapes);
    }

    /** The large ones alone. */
    void largeProducts() {
        products(List.<int[][]>of(BLOCKS));
    }

    private void products(List<int[][]> shapes) {
        Worst nn = new Worst();
        Worst nt = new Worst();
        Worst tn = new Worst();
        for (int[][] cases : shapes) {
            for (int[] c : cases) {
                int n = c[0];
                int k = c[1];
                int m = c[2];
                String where = n + "×" + k + "·" + k + "×" + m;
                double[] a = against.values(n * k);
                double[] b = against.values(k * m);
                double[][] in = {a, b};
                int[] out = {n, m};
                against.compare(
                        nn,
                        where,
                        k,
                        in,
                        new int[][] {{n, k}, {k, m}},
                        out,
                        (kernels, M, C) -> kernels.multiply(M[0], M[1], C));
                against.compare(
                        nt,
                        where,
                        k,
                        in,
                        new int[][] {{n, k}, {m, k}},
                        out,
                        (kernels, M, C) -> kernels.multiplyNT(M[0], M[1], 0.25, C));
                against.compare(
                        tn,
                        where,
                        k,
                        in,
                        new int[][] {{k, n}, {k, m}},
                        out,
                        (kernels, M, C) -> kernels.multiplyTN(M[0], M[1], C));
            }
        }
        against.report("multiply", nn);
        against.report("multiplyNT", nt);
        against.report("multiplyTN", tn);
    }

    /** The products again, in kernels that can stop in between: three parts, and more parts than columns. */
    void productsInParts() {
        if (!(against.candidate() instanceof DividedProducts)) {
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
            double[][] in = {against.values(n * k), against.values(k * m)};
            int[] out = {n, m};
            for (int parts : new int[] {3, 50}) {
                String where = n + "×" + k + "·" + k + "×" + m + " in " + parts;
                against.compare(
                        worst,
                        where,
                        k,
                        in,
                        new int[][] {{n, k}, {k, m}},
                        out,
                        inParts(
                                parts,
                                (divided, M, C, part, of) -> divided.multiply(M[0], M[1], C, part, of),
                                (kernels, M, C) -> kernels.multiply(M[0], M[1], C)));
                against.compare(
                        worst,
                        where + ", NT",
                        k,
                        in,
                        new int[][] {{n, k}, {m, k}},
                        out,
                        inParts(
                                parts,
                                (divided, M, C, part, of) -> divided.multiplyNT(M[0], M[1], 0.25, C, part, of),
                                (kernels, M, C) -> kernels.multiplyNT(M[0], M[1], 0.25, C)));
                against.compare(
                        worst,
                        where + ", TN",
                        k,
                        in,
                        new int[][] {{k, n}, {k, m}},
                        out,
                        inParts(
                                parts,
                                (divided, M, C, part, of) -> divided.multiplyTN(M[0], M[1], C, part, of),
                                (kernels, M, C) -> kernels.multiplyTN(M[0], M[1], C)));
            }
        }
        against.report("products in parts", worst);
    }

    /** An operation in parts, on kernels that can do parts, and as a whole on others. */
    private interface Parts {
        void run(DividedProducts divided, Matrix[] in, Matrix out, int part, int parts);
    }

    private static KernelComparison.Operation inParts(int parts, Parts each, KernelComparison.Operation whole) {
        return (kernels, M, C) -> {
            if (kernels instanceof DividedProducts divided) {
                for (int part = 0; part < parts; part++) {
                    each.run(divided, M, C, part, parts);
                }
            } else {
                whole.run(kernels, M, C);
            }
        };
    }

    /** C = keep·C + scale·A·Bᵀ, in kernels that accumulate a product in place. */
    void fusedUpdates() {
        if (!(against.candidate() instanceof FusedUpdate)) {
            return;
        }
        Worst worst = new Worst();
        List<int[]> shapes = new ArrayList<>(List.of(BLOCKS));
        for (int size : KernelComparison.SIZES) {
            shapes.addAll(List.of(
                    new int[] {size, KernelComparison.OTHER, 6},
                    new int[] {KernelComparison.OTHER, size, 7},
                    new int[] {6, KernelComparison.OTHER, size}));
        }
        for (int[] s : shapes) {
            int n = s[0];
            int k = s[1];
            int m = s[2];
            for (double keep : new double[] {0, 0.9, 1}) {
                against.compare(
                        worst,
                        n + "×" + k + " · (" + m + "×" + k + ")ᵀ, " + keep,
                        k,
                        new double[][] {against.values(n * k), against.values(m * k), against.values(n * m)},
                        new int[][] {{n, k}, {m, k}, {n, m}},
                        new int[] {n, m},
                        (kernels, M, out) -> {
                            kernels.write(kernels.read(M[2]), out);
                            addNT(kernels, M[0], M[1], -0.25, keep, out);
                        });
            }
        }
        against.report("addNT", worst);
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

    void examples() {
        Worst worst = new Worst();
        for (int size : KernelComparison.SIZES) {
            byte[] bytes = against.bytes(size * KernelComparison.OTHER);
            for (int[] shape : new int[][] {{size, KernelComparison.OTHER}, {KernelComparison.OTHER, size}}) {
                against.compare(
                        worst,
                        shape[0] + "×" + shape[1],
                        1,
                        new double[0][],
                        new int[0][],
                        shape,
                        (kernels, M, out) -> kernels.writeExamples(bytes, out));
                for (boolean keep : new boolean[] {false, true}) {
                    int[] which = choice(shape[1]);
                    against.compare(
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
        against.report("writeExamples", worst);
    }

    /** What a first layer does with examples, which kernels may read as bytes. */
    void examplesInProducts() {
        Worst worst = new Worst();
        for (int[] s : EXAMPLES) {
            int n = s[0];
            int k = s[1];
            int m = s[2];
            byte[] bytes = against.bytes(k * m);
            String where = n + " units, " + m + " examples of " + k;
            double[][] in = {against.values(n * k), against.values(n * m)};
            int[][] shapes = {{n, k}, {n, m}};
            against.compare(worst, where + ", forward", k, in, shapes, new int[] {n, m}, (kernels, M, Z) -> {
                Matrix X = kernels.create(k, m);
                kernels.writeExamples(bytes, X);
                kernels.multiply(M[0], X, Z);
                kernels.release(X);
            });
            against.compare(worst, where + ", in parts", k, in, shapes, new int[] {n, m}, (kernels, M, Z) -> {
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
            against.compare(worst, where + ", gradient", m, in, shapes, new int[] {n, k}, (kernels, M, dW) -> {
                Matrix X = kernels.create(k, m);
                kernels.writeExamples(bytes, X);
                kernels.multiplyNT(M[1], X, 0.5, dW);
                kernels.release(X);
            });
            against.compare(worst, where + ", update", m, in, shapes, new int[] {n, k}, (kernels, M, W) -> {
                Matrix X = kernels.create(k, m);
                // What X held before, as bytes or as numbers, doesn't matter.
                kernels.writeExamples(new byte[k * m], X);
                kernels.writeExamples(bytes, X);
                kernels.write(kernels.read(M[0]), W);
                addNT(kernels, M[1], X, -0.25, 0.9, W);
                kernels.release(X);
            });
        }
        against.report("products of examples", worst);
    }

    /** Indices below count, this many, some of them repeated. */
    private int[] choice(int count) {
        int[] which = new int[count];
        for (int j = 0; j < count; j++) {
            which[j] = (int) (against.uniform() * count);
        }
        return which;
    }
}
