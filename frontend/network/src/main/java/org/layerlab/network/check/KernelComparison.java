package org.layerlab.network.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.matrix.ReferenceKernels;

/** Compares kernels with {@link ReferenceKernels}, operation by operation, on random inputs. */
final class KernelComparison {
    /** Around the widths of SIMD vectors (4, 8, 16), tiles and cache blocks. */
    static final int[] SIZES = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 64, 65, 255, 257, 511, 513, 1025};

    /** The other side of a matrix whose one side is in {@link #SIZES}. */
    static final int OTHER = 5;

    private static final double UNIT_FLOAT32 = 1.2e-7;

    private static final double UNIT_FLOAT64 = 2.3e-16;

    /** A sum's error is at most terms × unit × size; a step's few operations add a little. */
    static final double SAFETY = 8;

    private final Kernels candidate;

    private final Kernels reference = new ReferenceKernels();

    private final NumpyRandom random = new NumpyRandom(7);

    /** Drawn once, since drawing took longer than the kernels. Their number is prime, so no row or map has the same ones again. */
    private final double[] normals = random.normals(65_537);

    /** Which of them is next. */
    private int next;

    private final List<Check> checks = new ArrayList<>();

    KernelComparison(Kernels candidate) {
        this.candidate = candidate;
        if (candidate.precision() == Precision.FLOAT32) {
            for (int i = 0; i < normals.length; i++) {
                normals[i] = (float) normals[i];
            }
        }
    }

    /** One operation on given inputs, with a fresh output of the given shape, in one set of kernels. */
    interface Operation {
        void run(Kernels kernels, Matrix[] in, Matrix out);
    }

    /** The largest difference so far, as a share of what is allowed, and where it was. */
    static final class Worst {
        private double excess;
        private String where = "";

        /** Whether a difference is larger; NaN is larger than all. */
        boolean isBelow(double share) {
            return !(share <= excess);
        }

        void set(double share, String at) {
            excess = Double.isNaN(share) ? Double.POSITIVE_INFINITY : share;
            where = at;
        }
    }

    /** The kernels that are checked. */
    Kernels candidate() {
        return candidate;
    }

    /** What was found so far. */
    List<Check> checks() {
        return checks;
    }

    void add(Check check) {
        checks.add(check);
    }

    /** The rounding unit of the candidate's precision, with a little room. */
    double unit() {
        return candidate.precision() == Precision.FLOAT64 ? UNIT_FLOAT64 : UNIT_FLOAT32;
    }

    /**
     * Runs an operation in both kernels and takes the largest difference.
     *
     * @param terms of the longest sum in one element; the tolerance grows with it
     * @param inputs row by row
     * @param shapes of the inputs, rows and columns
     * @param out the output's shape
     */
    void compare(Worst worst, String where, int terms, double[][] inputs, int[][] shapes, int[] out, Operation op) {
        compare(worst, where, terms, reference(inputs, shapes, out, op), inputs, shapes, out, op);
    }

    /** The same with lists. */
    void compare(
            Worst worst, String where, int terms, List<int[]> shapes, List<double[]> inputs, int[] out, Operation op) {
        compare(worst, where, terms, inputs.toArray(new double[0][]), shapes.toArray(new int[0][]), out, op);
    }

    /**
     * Runs an operation in the candidate and takes the largest difference from numbers that were worked out otherwise.
     *
     * @param expected row by row
     */
    void compare(
            Worst worst,
            String where,
            int terms,
            double[] expected,
            double[][] inputs,
            int[][] shapes,
            int[] out,
            Operation op) {
        compare(worst, where, terms, expected, computed(inputs, shapes, out, op));
    }

    /** Takes the largest difference of what the candidate came to from numbers that were worked out otherwise. */
    void compare(Worst worst, String where, int terms, double[] expected, double[] actual) {
        for (int i = 0; i < expected.length; i++) {
            double allowed = SAFETY * (terms + 4) * unit() * Math.max(1, Math.abs(expected[i]));
            double excess = Math.abs(actual[i] - expected[i]) / allowed;
            if (worst.isBelow(excess)) {
                worst.set(excess, where + " [" + i + "]: " + actual[i] + ", expected " + expected[i]);
            }
        }
    }

    /** What the reference makes of it. */
    double[] reference(double[][] inputs, int[][] shapes, int[] out, Operation op) {
        return compute(reference, inputs, shapes, out, op);
    }

    /** What the candidate makes of it. */
    double[] computed(double[][] inputs, int[][] shapes, int[] out, Operation op) {
        return compute(candidate, inputs, shapes, out, op);
    }

    private static double[] compute(Kernels kernels, double[][] inputs, int[][] shapes, int[] out, Operation op) {
        Matrix[] in = new Matrix[inputs.length];
        for (int i = 0; i < in.length; i++) {
            in[i] = kernels.create(shapes[i][0], shapes[i][1]);
            kernels.write(inputs[i], in[i]);
        }
        Matrix result = kernels.create(out[0], out[1]);
        soil(kernels, result);
        op.run(kernels, in, result);
        double[] values = kernels.read(result);
        kernels.release(result);
        for (Matrix M : in) {
            kernels.release(M);
        }
        return values;
    }

    /** What an output held before must not matter: puts something there that would show. */
    static void soil(Kernels kernels, Matrix M) {
        double[] dirt = new double[M.rows() * M.columns()];
        Arrays.fill(dirt, 77);
        kernels.write(dirt, M);
    }

    /** Adds a check that passes if the worst difference is allowed. */
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

    /** Uniform in [0, 1), from the comparison's own seed. */
    double uniform() {
        return random.uniform();
    }

    /** Normal numbers, exact in the candidate's precision. */
    double[] values(int count) {
        double[] values = new double[count];
        for (int done = 0; done < count; ) {
            int length = Math.min(count - done, normals.length - next);
            System.arraycopy(normals, next, values, done, length);
            done += length;
            next = (next + length) % normals.length;
        }
        return values;
    }

    /** The same for a matrix of this many rows and columns. */
    double[] values(int[] shape) {
        return values(shape[0] * shape[1]);
    }

    /** Uniform bytes. */
    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (random.uniform() * 256);
        }
        return bytes;
    }
}
