package org.layerlab.network.matrix;

import java.util.Arrays;

/**
 * {@code C = keep·C + scale · op(A)·op(B)} in float32, blocked for the caches after Goto and van de Geijn, "Anatomy of
 * High-Performance Matrix Multiplication" (2008): panels of B and A are copied so that the innermost loop reads both in
 * order, and a 4×4 tile of C stays in local variables.
 */
final class PackedGemm {
    private static final int TILE = 4;
    private static final int DEPTH = 256;
    private static final int WIDTH = 512;

    private PackedGemm() {}

    static void multiply(
            boolean transposeA,
            boolean transposeB,
            int n,
            int m,
            int k,
            float scale,
            float[] a,
            float[] b,
            float keep,
            float[] c) {
        keep(keep, c, n * m);
        float[] packedA = new float[TILE * DEPTH];
        float[] packedB = new float[DEPTH * Math.min(WIDTH, roundUp(m))];
        for (int k0 = 0; k0 < k; k0 += DEPTH) {
            int depth = Math.min(DEPTH, k - k0);
            for (int j0 = 0; j0 < m; j0 += WIDTH) {
                int width = Math.min(WIDTH, m - j0);
                packB(transposeB, b, m, k, k0, depth, j0, width, packedB);
                for (int i0 = 0; i0 < n; i0 += TILE) {
                    int height = Math.min(TILE, n - i0);
                    packA(transposeA, a, n, k, k0, depth, i0, height, packedA);
                    for (int j = 0; j < width; j += TILE) {
                        tile(packedA, packedB, j * depth, depth, scale, c, i0, height, j0 + j, m);
                    }
                }
            }
        }
    }

    private static void keep(float keep, float[] c, int count) {
        if (keep == 0) {
            Arrays.fill(c, 0, count, 0f);
        } else if (keep != 1) {
            for (int p = 0; p < count; p++) {
                c[p] *= keep;
            }
        }
    }

    private static int roundUp(int m) {
        return (m + TILE - 1) / TILE * TILE;
    }

    private static void packA(
            boolean transposed, float[] a, int n, int k, int k0, int depth, int i0, int height, float[] packed) {
        for (int i = 0; i < TILE; i++) {
            for (int p = 0; p < depth; p++) {
                packed[p * TILE + i] =
                        i >= height ? 0 : transposed ? a[(k0 + p) * n + i0 + i] : a[(i0 + i) * k + k0 + p];
            }
        }
    }

    private static void packB(
            boolean transposed, float[] b, int m, int k, int k0, int depth, int j0, int width, float[] packed) {
        for (int j = 0; j < roundUp(width); j++) {
            int to = j / TILE * TILE * depth + j % TILE;
            for (int p = 0; p < depth; p++) {
                packed[to + p * TILE] =
                        j >= width ? 0 : transposed ? b[(j0 + j) * k + k0 + p] : b[(k0 + p) * m + j0 + j];
            }
        }
    }

    private static void tile(
            float[] a, float[] b, int fromB, int depth, float scale, float[] c, int i0, int height, int j0, int m) {
        float c00 = 0, c01 = 0, c02 = 0, c03 = 0;
        float c10 = 0, c11 = 0, c12 = 0, c13 = 0;
        float c20 = 0, c21 = 0, c22 = 0, c23 = 0;
        float c30 = 0, c31 = 0, c32 = 0, c33 = 0;
        int pa = 0;
        int pb = fromB;
        for (int p = 0; p < depth; p++, pa += TILE, pb += TILE) {
            float b0 = b[pb], b1 = b[pb + 1], b2 = b[pb + 2], b3 = b[pb + 3];
            float a0 = a[pa], a1 = a[pa + 1], a2 = a[pa + 2], a3 = a[pa + 3];
            c00 += a0 * b0;
            c01 += a0 * b1;
            c02 += a0 * b2;
            c03 += a0 * b3;
            c10 += a1 * b0;
            c11 += a1 * b1;
            c12 += a1 * b2;
            c13 += a1 * b3;
            c20 += a2 * b0;
            c21 += a2 * b1;
            c22 += a2 * b2;
            c23 += a2 * b3;
            c30 += a3 * b0;
            c31 += a3 * b1;
            c32 += a3 * b2;
            c33 += a3 * b3;
        }
        int width = Math.min(TILE, m - j0);
        int to = i0 * m + j0;
        addRow(c, to, width, scale, c00, c01, c02, c03);
        if (height > 1) {
            addRow(c, to + m, width, scale, c10, c11, c12, c13);
        }
        if (height > 2) {
            addRow(c, to + 2 * m, width, scale, c20, c21, c22, c23);
        }
        if (height > 3) {
            addRow(c, to + 3 * m, width, scale, c30, c31, c32, c33);
        }
    }

    private static void addRow(float[] c, int to, int width, float scale, float c0, float c1, float c2, float c3) {
        c[to] += scale * c0;
        if (width > 1) {
            c[to + 1] += scale * c1;
        }
        if (width > 2) {
            c[to + 2] += scale * c2;
        }
        if (width > 3) {
            c[to + 3] += scale * c3;
        }
    }
}
