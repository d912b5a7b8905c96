package org.layerlab.network.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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

    private final NumpyRandom random = new NumpyRandom(ContractNumbers.SEED);

    private final double[] normals;

    /** Which of them is next. */
    private int next;

    /** What the reference made of this part for other kernels; null where it is the first time. */
    private final @Nullable List<double[]> known;

    /** What the reference made of this part so far. */
    private final List<double[]> made = new ArrayList<>();

    /** The second output of the last operation that has two. */
    private double[] otherOfLast = {};

    private final List<Check> checks = new ArrayList<>();

    private KernelComparison(Kernels candidate, ContractNumbers numbers, String part) {
        if (candidate.precision() != numbers.precision()) {
            throw new IllegalArgumentException(
                    "numbers for " + numbers.precision() + ", kernels of " + candidate.precision());
        }
        this.candidate = candidate;
        normals = numbers.normals();
        known = numbers.results(part);
    }

    /** A part of the contract. */
    interface Part {
        void run(KernelComparison against);
    }

    /**
     * Runs a part of the contract.
     *
     * @param name of the part: under the same one the same operations follow, whichever kernels are checked
     */
    static List<Check> run(String name, Part part, Kernels candidate, ContractNumbers numbers) {
        KernelComparison against = new KernelComparison(candidate, numbers, name);
        part.run(against);
        if (against.known == null) {
            numbers.keep(name, against.made);
        }
        return against.checks;
    }

    /** One operation on given inputs, with a fresh output of the given shape, in one set of kernels. */
    interface Operation {
        void run(Kernels kernels, Matrix[] in, Matrix out);
    }

    /** The same for one that may rectify what comes out. */
    interface Rectifying {
        void run(Kernels kernels, Matrix[] in, boolean rectify, Matrix out);
    }

    /** The same with two outputs. */
    interface TwoOutputs {
        void run(Kernels kernels, Matrix[] in, Matrix out, Matrix other);
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

    /**
     * Runs an operation with two outputs in both kernels and takes the largest difference of each.
     *
     * @param other the second output's shape
     */
    void compare(
            Worst worst,
            Worst ofOther,
            String where,
            int terms,
            List<int[]> shapes,
            List<double[]> inputs,
            int[] out,
            int[] other,
            TwoOutputs op) {
        int[][] each = shapes.toArray(new int[0][]);
        double[][] in = inputs.toArray(new double[0][]);
        double[] expected = expected(() -> compute(reference, in, each, out, withOther(other, op)));
        double[] expectedOther = expected(() -> otherOfLast);
        compare(worst, where, terms, expected, compute(candidate, in, each, out, withOther(other, op)));
        compare(ofOther, where, terms, expectedOther, otherOfLast);
    }

    private Operation withOther(int[] other, TwoOutputs op) {
        return (kernels, M, out) -> {
            Matrix second = kernels.create(other[0], other[1]);
            soil(kernels, second);
            op.run(kernels, M, out, second);
            otherOfLast = kernels.read(second);
            kernels.release(second);
        };
    }

    /**
     * Runs an operation that may rectify, without and with that, and takes the largest difference. The reference runs it
     * once: what is rectified are its numbers, or 0 for those below.
     */
    void rectified(Worst worst, String where, int terms, double[][] inputs, int[][] shapes, int[] out, Rectifying op) {
        double[] expected = reference(inputs, shapes, out, (kernels, M, to) -> op.run(kernels, M, false, to));
        compare(worst, where, terms, expected, inputs, shapes, out, (kernels, M, to) -> op.run(kernels, M, false, to));
        double[] rectified = expected.clone();
        for (int i = 0; i < rectified.length; i++) {
            rectified[i] = Math.max(0, rectified[i]);
        }
        compare(
                worst,
                where + ", rectified",
                terms,
                rectified,
                inputs,
                shapes,
                out,
                (kernels, M, to) -> op.run(kernels, M, true, to));
    }

    /** What the reference makes of it. */
    double[] reference(double[][] inputs, int[][] shapes, int[] out, Operation op) {
        return expected(() -> compute(reference, inputs, shapes, out, op));
    }

    private double[] expected(Supplier<double[]> maker) {
        double[] expected = known == null ? maker.get() : known.get(made.size());
        made.add(expected);
        return expected;
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
