package org.layerlab.network.matrix;

import org.layerlab.network.function.Elementary;

/**
 * The element-by-element arithmetic of float32 kernels over a stretch of their matrices: the first {@code n} elements
 * of each array, which stand at positions {@code at … at + n − 1} of the matrix, counted row by row. A sum or a product
 * of two elements is a float32 one. Activations and what goes back through them are computed in float64 and rounded once.
 * An update is computed in float64; its moments, its step and the new weight are rounded.
 */
final class FloatLoops {
    private static final int ROWS_AT_ONCE = 16;
    private static final float[] BYTE_TO_UNIT = new float[256];

    static {
        for (int value = 0; value < BYTE_TO_UNIT.length; value++) {
            BYTE_TO_UNIT[value] = value / 255f;
        }
    }

    private FloatLoops() {}

    static void write(double[] values, float[] x, int n, int at) {
        for (int p = 0; p < n; p++) {
            x[p] = (float) values[at + p];
        }
    }

    /** {@code X[i][j] = examples[j·rows + i] / 255}: whole rows, some at a time, for their bytes lie together. */
    static void writeExamples(byte[] examples, int rows, int columns, float[] x, int n, int at) {
        if (n == 0) {
            return;
        }
        int p = 0;
        while (p < n) {
            int i = (at + p) / columns;
            int j = (at + p) % columns;
            if (j == 0 && n - p >= ROWS_AT_ONCE * columns) {
                writeRows(examples, rows, columns, i, x, p);
                p += ROWS_AT_ONCE * columns;
            } else {
                int end = Math.min(n, p + columns - j);
                for (int from = j * rows + i; p < end; p++, from += rows) {
                    x[p] = BYTE_TO_UNIT[examples[from] & 0xff];
                }
            }
        }
    }

    private static void writeRows(byte[] examples, int rows, int columns, int i, float[] x, int p) {
        for (int j = 0; j < columns; j++) {
            int from = j * rows + i;
            int to = p + j;
            for (int r = 0; r < ROWS_AT_ONCE; r++) {
                x[to] = BYTE_TO_UNIT[examples[from + r] & 0xff];
                to += columns;
            }
        }
    }

    static void addBias(float[] z, int columns, float[] b, int n, int at) {
        int p = 0;
        for (int i = columns == 0 ? 0 : at / columns; p < n; i++) {
            int end = Math.min(n, (i + 1) * columns - at);
            float bias = b[i];
            for (; p < end; p++) {
                z[p] += bias;
            }
        }
    }

    static void activate(Activation g, float[] a, float[] z, int n) {
        if (g == Activation.RELU) {
            // By far the most frequent: kept free of the virtual call.
            for (int p = 0; p < n; p++) {
                a[p] = Math.max(z[p], 0);
            }
            return;
        }
        for (int p = 0; p < n; p++) {
            a[p] = (float) g.value(z[p]);
        }
    }

    static void activateBackward(Activation g, float[] dz, float[] z, float[] a, float[] da, int n) {
        if (g == Activation.RELU) {
            for (int p = 0; p < n; p++) {
                // A mask rather than a branch, which would be guessed wrong every other time.
                int mask = z[p] > 0 ? -1 : 0;
                dz[p] = Float.intBitsToFloat(Float.floatToRawIntBits(da[p]) & mask);
            }
            return;
        }
        for (int p = 0; p < n; p++) {
            dz[p] = (float) (da[p] * g.derivative(z[p], a[p]));
        }
    }

    static void dropout(float[] mask, float[] d, float[] a, double keep, int seed, int n, int at) {
        float scale = (float) (1 / keep);
        for (int p = 0; p < n; p++) {
            mask[p] = HashRandom.uniform(seed, at + p) < keep ? scale : 0;
            d[p] = a[p] * mask[p];
        }
    }

    static void add(float[] c, float[] a, float[] b, int n) {
        for (int i = 0; i < n; i++) {
            c[i] = a[i] + b[i];
        }
    }

    static void scaleBy(float[] a, float[] b, int n) {
        for (int p = 0; p < n; p++) {
            a[p] *= b[p];
        }
    }

    static void subtract(float[] difference, float[] a, float[] b, int n) {
        for (int p = 0; p < n; p++) {
            difference[p] = a[p] - b[p];
        }
    }

    static void descend(float[] w, float[] dw, int n, double rate, double l1, double l2) {
        if (l1 == 0) {
            for (int p = 0; p < n; p++) {
                w[p] -= (float) (rate * (dw[p] + l2 * w[p]));
            }
            return;
        }
        for (int p = 0; p < n; p++) {
            w[p] -= (float) (rate * penalized(dw[p], w[p], l1, l2));
        }
    }

    static void descendMomentum(
            float[] w, float[] v, float[] dw, int n, double rate, double momentum, double l1, double l2) {
        if (l1 == 0) {
            for (int p = 0; p < n; p++) {
                v[p] = (float) (momentum * v[p] + (dw[p] + l2 * w[p]));
                w[p] -= (float) (rate * v[p]);
            }
            return;
        }
        for (int p = 0; p < n; p++) {
            v[p] = (float) (momentum * v[p] + penalized(dw[p], w[p], l1, l2));
            w[p] -= (float) (rate * v[p]);
        }
    }

    static void descendAdam(
            float[] w, float[] m, float[] s, float[] dw, int n, double rate, int t, double l1, double l2) {
        double meanScale = 1 / (1 - Elementary.power(AdamConstants.BETA1, t));
        double squareScale = 1 / (1 - Elementary.power(AdamConstants.BETA2, t));
        for (int p = 0; p < n; p++) {
            double g = penalized(dw[p], w[p], l1, l2);
            m[p] = (float) (AdamConstants.BETA1 * m[p] + (1 - AdamConstants.BETA1) * g);
            s[p] = (float) (AdamConstants.BETA2 * s[p] + (1 - AdamConstants.BETA2) * g * g);
            w[p] -= (float) (rate * (m[p] * meanScale) / (Math.sqrt(s[p] * squareScale) + AdamConstants.EPSILON));
        }
    }

    private static double penalized(double dw, double w, double l1, double l2) {
        return dw + l1 * Math.signum(w) + l2 * w;
    }
}
