package org.layerlab.page.gpu;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.Shapes;

/** The matrices of one set of kernels. */
final class GpuMatrices {
    private final GpuQueue queue;
    private final List<GpuMatrix> live = new ArrayList<>();

    GpuMatrices(GpuQueue queue) {
        this.queue = queue;
    }

    /** A matrix of zeros. */
    GpuMatrix create(int rows, int columns) {
        int count = Shapes.size(rows, columns);
        GpuMatrix M = new GpuMatrix(this, queue.buffer(count), rows, columns);
        live.add(M);
        return M;
    }

    void release(Matrix M) {
        GpuMatrix own = own(M);
        queue.destroy(own.release());
        // From the end: the newest matrix is usually released first.
        for (int i = live.size() - 1; i >= 0; i--) {
            if (live.get(i) == own) {
                live.remove(i);
                return;
            }
        }
    }

    void releaseAll() {
        while (!live.isEmpty()) {
            release(live.get(live.size() - 1));
        }
    }

    /** The matrix as one of these. */
    GpuMatrix own(Matrix M) {
        if (M instanceof GpuMatrix matrix && matrix.owner == this) {
            return matrix;
        }
        throw new IllegalArgumentException(
                "a matrix of other kernels: " + M.getClass().getSimpleName());
    }
}
