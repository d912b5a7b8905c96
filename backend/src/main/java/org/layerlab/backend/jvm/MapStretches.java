package org.layerlab.backend.jvm;

/** Elementwise operations on maps, over arrays that fit in the cache. */
final class MapStretches {
    /** A difference of more than 1e−30 times this is above 1. */
    private static final float LARGE = Float.MAX_VALUE;

    private MapStretches() {}

    /** {@code sum += factor·x}. */
    static void addScaled(float[] sum, float[] x, int from, int n, float factor) {
        for (int i = from; i < from + n; i++) {
            sum[i] += factor * x[i];
        }
    }

    /** Σ x. */
    static double sum(float[] x, int from, int n) {
        double sum = 0;
        for (int i = from; i < from + n; i++) {
            sum += x[i];
        }
        return sum;
    }

    /** Σ x·y. Two accumulators, to hide the latency of additions. */
    static double product(float[] x, float[] y, int from, int n) {
        double s0 = 0;
        double s1 = 0;
        int i = from;
        int end = from + n;
        for (; i + 2 <= end; i += 2) {
            s0 += (double) x[i] * y[i];
            s1 += (double) x[i + 1] * y[i + 1];
        }
        return i < end ? s0 + s1 + (double) x[i] * y[i] : s0 + s1;
    }

    /** {@code p = max(p, a)}. */
    static void max(float[] p, float[] a, int n) {
        for (int i = 0; i < n; i++) {
            p[i] = Math.max(p[i], a[i]);
        }
    }

    /**
     * Passes the remaining gradient to the elements that are the maximum, and subtracts it from the rest.
     *
     * <p>A comparison would prevent vectorization, so arithmetic computes whether two values differ: 1 if they do, else
     * 0.
     */
    static void give(float[] da, float[] a, float[] p, float[] left, int n) {
        for (int i = 0; i < n; i++) {
            float differs = Math.min(1, Math.abs(a[i] - p[i]) * LARGE);
            da[i] = left[i] * (1 - differs);
            left[i] = left[i] * differs;
        }
    }

    /** Adds Σ z and Σ z² to two of the sums. Four accumulators each, to hide the latency of additions. */
    static void moments(float[] z, int from, int n, double[] sums, int at) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double q0 = 0;
        double q1 = 0;
        double q2 = 0;
        double q3 = 0;
        int i = from;
        int end = from + n;
        for (; i + 4 <= end; i += 4) {
            double a = z[i];
            double b = z[i + 1];
            double c = z[i + 2];
            double d = z[i + 3];
            s0 += a;
            s1 += b;
            s2 += c;
            s3 += d;
            q0 += a * a;
            q1 += b * b;
            q2 += c * c;
            q3 += d * d;
        }
        for (; i < end; i++) {
            double a = z[i];
            s0 += a;
            q0 += a * a;
        }
        sums[at] += s0 + s1 + (s2 + s3);
        sums[at + 1] += q0 + q1 + (q2 + q3);
    }

    /** {@code a = scale·z + shift}. */
    static void scale(float[] a, float[] z, int from, int n, float scale, float shift) {
        for (int i = from; i < from + n; i++) {
            a[i] = scale * z[i] + shift;
        }
    }

    /** {@code a = max(0, scale·z + shift)}. */
    static void scaleRectified(float[] a, float[] z, int from, int n, float scale, float shift) {
        for (int i = from; i < from + n; i++) {
            a[i] = Math.max(scale * z[i] + shift, 0);
        }
    }

    /** Turns dA into the gradient before the ReLU: 0 where a is 0; computed as in {@link #give}. */
    static void rectifyBackward(float[] da, float[] a, int n) {
        for (int i = 0; i < n; i++) {
            da[i] *= Math.min(1, Math.max(0, a[i] * LARGE));
        }
    }

    /** Adds Σ dy and Σ dy·(z − mean) to two of the sums. */
    static void products(float[] dy, float[] z, int from, int n, float mean, double[] sums, int at) {
        double s0 = 0;
        double s1 = 0;
        double t0 = 0;
        double t1 = 0;
        int i = from;
        int end = from + n;
        for (; i + 2 <= end; i += 2) {
            double a = dy[i];
            double b = dy[i + 1];
            s0 += a;
            s1 += b;
            t0 += a * (z[i] - mean);
            t1 += b * (z[i + 1] - mean);
        }
        if (i < end) {
            double a = dy[i];
            s0 += a;
            t0 += a * (z[i] - mean);
        }
        sums[at] += s0 + s1;
        sums[at + 1] += t0 + t1;
    }

    /** {@code dz = f0·dy + f1·z + f2}. */
    static void combine(float[] dz, float[] dy, float[] z, int from, int n, float f0, float f1, float f2) {
        for (int i = from; i < from + n; i++) {
            dz[i] = f0 * dy[i] + f1 * z[i] + f2;
        }
    }
}
