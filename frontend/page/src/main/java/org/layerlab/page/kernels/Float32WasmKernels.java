package org.layerlab.page.kernels;

import org.layerlab.kernels.KernelLayout;
import org.layerlab.network.matrix.FusedUpdate;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.matrix.Shapes;

/** SIMD kernels in float32. They promise no digits, so they may accumulate a product in place. */
final class Float32WasmKernels extends WasmKernels implements FusedUpdate {
    /** A W of at least this many numbers does not stay in the caches from its gradient to its update. */
    private static final int LARGE = 1 << 20;

    Float32WasmKernels(KernelCalls calls, TensorMemory memory) {
        super(calls, memory, Precision.FLOAT32);
    }

    @Override
    public boolean pays(int rows, int columns) {
        return rows >= KernelLayout.TURNED_ROWS && (long) rows * columns >= LARGE;
    }

    @Override
    public void addNT(Matrix A, Matrix B, double scale, double keep, Matrix C) {
        addNT(A, B, scale, keep, C, 0, 1);
    }

    @Override
    public void addNT(Matrix A, Matrix B, double scale, double keep, Matrix C, int part, int parts) {
        Shapes.product("A", A, A.columns(), "Bᵀ", B, B.columns());
        Shapes.shape("C", C, A.rows(), B.rows(), "A·Bᵀ");
        if (WasmProducts.turningPays(A, B)) {
            products().addTurned(A, B, scale, keep, C, part, parts);
        } else if (part == 0) {
            Matrix product = create(C.rows(), C.columns());
            multiplyNT(A, B, scale, product);
            if (keep == 0) {
                // Clears whatever C held, NaN included.
                matrices().clear(C);
            }
            // C + (product + (keep − 1)·C)
            descend(C, product, -1, 0, keep - 1);
            release(product);
        }
    }
}
