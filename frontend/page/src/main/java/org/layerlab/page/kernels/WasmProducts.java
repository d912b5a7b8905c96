package org.layerlab.page.kernels;

import org.layerlab.kernels.KernelLayout;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.Shapes;

/** Products, whole or in parts, on matrices of {@link WasmMatrices}. Owns the module's scratch memory. */
final class WasmProducts {
    /** Smallest number of rows or columns in a part of a divided product. */
    private static final int LEAST_PART = 8;

    private final KernelCalls calls;
    private final TensorMemory memory;
    private final WasmMatrices matrices;
    private final int wide;
    private final int bytes;
    private int scratch;

    WasmProducts(KernelCalls calls, TensorMemory memory, WasmMatrices matrices) {
        this.calls = calls;
        this.memory = memory;
        this.matrices = matrices;
        wide = matrices.wide();
        bytes = matrices.bytes();
    }

    void release() {
        if (scratch != 0) {
            memory.release(scratch, calls.scratchBytes());
            scratch = 0;
        }
    }

    /** Memory that a product may overwrite while it runs. */
    int scratch() {
        if (scratch == 0) {
            scratch = memory.allocate(calls.scratchBytes());
        }
        return scratch;
    }

    /** A part of {@code C = A·B}. */
    void multiply(Matrix A, Matrix B, Matrix C, int part, int parts) {
        Shapes.product("A", A, A.columns(), "B", B, B.rows());
        Shapes.shape("C", C, A.rows(), B.columns(), "A·B");
        if (B.columns() != 1) {
            product(A, A.rows(), A.columns() * bytes, bytes, B, C, part, parts);
        } else if (part == 0) {
            // One column lies in memory as one row does, and rows are read faster.
            calls.productT(
                    wide,
                    matrices.at(A),
                    matrices.at(B),
                    1,
                    A.columns(),
                    1,
                    matrices.at(C),
                    bytes,
                    0,
                    A.rows(),
                    scratch());
        }
    }

    /** A part of {@code C = Aᵀ·B}. */
    void multiplyTN(Matrix A, Matrix B, Matrix C, int part, int parts) {
        Shapes.product("Aᵀ", A, A.rows(), "B", B, B.rows());
        Shapes.shape("C", C, A.columns(), B.columns(), "Aᵀ·B");
        product(A, A.columns(), bytes, A.columns() * bytes, B, C, part, parts);
    }

    /** Some of the columns, over some of the steps of k. */
    private void product(Matrix A, int n, int aRow, int aStep, Matrix B, Matrix C, int part, int parts) {
        int m = B.columns();
        int k = B.rows();
        int columnParts = Math.min(parts, Math.max(1, m / KernelLayout.PRODUCT_COLUMNS));
        int depthParts = parts / columnParts;
        if (part >= columnParts * depthParts) {
            return;
        }
        int from = start(k, part % depthParts, depthParts, KernelLayout.PRODUCT_DEPTH);
        int to = start(k, part % depthParts + 1, depthParts, KernelLayout.PRODUCT_DEPTH);
        if (from == to && from > 0) {
            return;
        }
        int left = start(m, part / depthParts, columnParts, KernelLayout.PRODUCT_COLUMNS);
        int right = start(m, part / depthParts + 1, columnParts, KernelLayout.PRODUCT_COLUMNS);
        int cRow = m * bytes;
        int c = matrices.at(C) + left * bytes;
        int keep = from == 0 ? 0 : 1;
        int examples = matrices.examples(B);
        if (examples != 0 && aStep == bytes) {
            int a = matrices.at(A) + from * bytes;
            int b = examples + left * k + from;
            calls.productOfExamples(wide, a, b, k, cRow, right - left, to - from, c, keep, n, scratch());
        } else {
            int a = matrices.at(A) + from * aStep;
            int b = matrices.at(B) + from * cRow + left * bytes;
            calls.product(wide, a, aRow, aStep, b, cRow, right - left, to - from, c, keep, n, scratch());
        }
    }

    /** A part of {@code C = scale·A·Bᵀ}: some of the columns. */
    void multiplyNT(Matrix A, Matrix B, double scale, Matrix C, int part, int parts) {
        Shapes.product("A", A, A.columns(), "Bᵀ", B, B.columns());
        Shapes.shape("C", C, A.rows(), B.rows(), "A·Bᵀ");
        if (matrices.examples(B) != 0 && turningPays(A, B)) {
            addTurned(A, B, scale, 0, C, part, parts);
            return;
        }
        int k = A.columns();
        int left = start(B.rows(), part, parts, KernelLayout.PRODUCT_COLUMNS);
        int right = start(B.rows(), part + 1, parts, KernelLayout.PRODUCT_COLUMNS);
        calls.productT(
                wide,
                matrices.at(A),
                matrices.at(B) + left * k * bytes,
                right - left,
                k,
                scale,
                matrices.at(C) + left * bytes,
                C.columns() * bytes,
                0,
                A.rows(),
                scratch());
    }

    /** Whether A·Bᵀ is large enough in float32 for a packed Bᵀ to pay off. */
    static boolean turningPays(Matrix A, Matrix B) {
        return A.rows() >= KernelLayout.TURNED_ROWS && B.rows() >= KernelLayout.TURNED_COLUMNS;
    }

    /**
     * A part of {@code C = keep·C + scale·A·Bᵀ}, in float32 and where {@link #turningPays}: some of the columns.
     * Shapes are the caller's to check.
     */
    void addTurned(Matrix A, Matrix B, double scale, double keep, Matrix C, int part, int parts) {
        int k = A.columns();
        int left = start(B.rows(), part, parts, KernelLayout.PRODUCT_COLUMNS);
        int right = start(B.rows(), part + 1, parts, KernelLayout.PRODUCT_COLUMNS);
        int examples = matrices.examples(B);
        calls.addTurned(
                wide,
                matrices.at(A),
                examples == 0 ? matrices.at(B) + left * k * bytes : examples + left,
                examples == 0 ? 0 : B.rows(),
                right - left,
                k,
                scale,
                keep,
                matrices.at(C) + left * bytes,
                C.columns() * bytes,
                A.rows(),
                scratch());
    }

    /** Where a part starts: at a multiple of what products copy at a time, or of less if there are many parts. */
    static int start(int total, int part, int parts, int unit) {
        if (part == parts) {
            return total;
        }
        int whole = unit;
        while (whole > LEAST_PART && total / whole < parts) {
            whole /= 2;
        }
        return (int) ((long) total * part / parts) / whole * whole;
    }
}
