package org.layerlab.backend.jvm;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.ConvShape;
import org.layerlab.network.matrix.MapShape;

/**
 * A convolution by BLAS without copying windows (no im2col): the channels of all pixels in one row of a window are
 * contiguous, and so are their columns of W. So each output pixel is, for each ky, one product of adjacent columns of W
 * with adjacent rows of A; fewer of both where the window overlaps the edge.
 */
final class StripConvolution implements BlasConvolution {
    private final ConvShape shape;
    private final int m;
    private final MapShape in;
    private final MapShape out;
    private final int filters;
    private final int window;

    StripConvolution(ConvShape shape, int m) {
        this.shape = shape;
        this.m = m;
        in = shape.input();
        out = shape.output();
        filters = shape.filters();
        window = shape.window();
    }

    @Override
    public int units() {
        return out.pixels();
    }

    @Override
    public int filters() {
        return filters;
    }

    @Override
    public int window() {
        return window;
    }

    @Override
    public int columns() {
        return m;
    }

    @Override
    public FloatPointer spread(float[] w) {
        return new FloatPointer(w);
    }

    @Override
    public float[] gathered(PartialSums sums, float factor) {
        return sums.total(factor);
    }

    /**
     * One row of a window: {@code channels} values, starting at column {@code column} of W and row {@code row} of A.
     */
    private interface Strip {
        void at(int column, int row, int channels);
    }

    private void strips(int pixel, Strip strip) {
        int y = pixel / out.width() * shape.stride() - shape.padding();
        int x = pixel % out.width() * shape.stride() - shape.padding();
        int from = Math.max(0, x);
        int channels = (Math.min(in.width(), x + shape.kernel()) - from) * in.channels();
        if (channels <= 0) {
            return;
        }
        for (int ky = Math.max(0, -y); ky < shape.kernel() && y + ky < in.height(); ky++) {
            strip.at(
                    (ky * shape.kernel() + from - x) * in.channels(),
                    ((y + ky) * in.width() + from) * in.channels(),
                    channels);
        }
    }

    @Override
    public void forward(
            FloatPointer w,
            @Nullable FloatPointer b,
            FloatPointer ones,
            NativeMatrix A,
            NativeMatrix Z,
            int fromPixel,
            int toPixel) {
        // Pointers owned by this thread, moved rather than created for every product.
        FloatPointer weights = new FloatPointer(w);
        FloatPointer given = new FloatPointer(A.pointer());
        FloatPointer result = new FloatPointer(Z.pointer());
        float[] keep = {0};
        for (int pixel = fromPixel; pixel < toPixel; pixel++) {
            result.position((long) pixel * filters * m);
            keep[0] = 0;
            strips(pixel, (column, row, channels) -> {
                weights.position(column);
                given.position((long) row * m);
                openblas.cblas_sgemm(
                        CblasRowMajor,
                        CblasNoTrans,
                        CblasNoTrans,
                        filters,
                        m,
                        channels,
                        1,
                        weights,
                        window,
                        given,
                        m,
                        keep[0],
                        result,
                        m);
                keep[0] = 1;
            });
            if (keep[0] == 0) {
                // The window is entirely in the padding.
                Pointer.memset(result, 0, (long) filters * m * Float.BYTES);
            }
            if (b != null) {
                openblas.cblas_sger(CblasRowMajor, filters, m, 1, b, 1, ones, 1, result, m);
            }
        }
    }

    /** Adds {@code Wᵀ ∗ dZ} to a range of columns of dA. */
    void backwardToInput(FloatPointer w, NativeMatrix dZ, NativeMatrix dA, int fromColumn, int columns) {
        FloatPointer weights = new FloatPointer(w);
        FloatPointer given = new FloatPointer(dZ.pointer());
        FloatPointer result = new FloatPointer(dA.pointer());
        for (int pixel = 0; pixel < out.pixels(); pixel++) {
            given.position((long) pixel * filters * m + fromColumn);
            strips(pixel, (column, row, channels) -> {
                weights.position(column);
                result.position((long) row * m + fromColumn);
                openblas.cblas_sgemm(
                        CblasRowMajor,
                        CblasTrans,
                        CblasNoTrans,
                        channels,
                        columns,
                        filters,
                        1,
                        weights,
                        window,
                        given,
                        m,
                        1,
                        result,
                        m);
            });
        }
    }

    @Override
    public void backwardToFilters(
            NativeMatrix dZ,
            NativeMatrix A,
            FloatPointer ones,
            FloatPointer dw,
            FloatPointer db,
            int fromPixel,
            int toPixel) {
        FloatPointer errors = new FloatPointer(dZ.pointer());
        FloatPointer given = new FloatPointer(A.pointer());
        FloatPointer result = new FloatPointer(dw);
        for (int pixel = fromPixel; pixel < toPixel; pixel++) {
            errors.position((long) pixel * filters * m);
            strips(pixel, (column, row, channels) -> {
                given.position((long) row * m);
                result.position(column);
                openblas.cblas_sgemm(
                        CblasRowMajor,
                        CblasNoTrans,
                        CblasTrans,
                        filters,
                        channels,
                        m,
                        1,
                        errors,
                        m,
                        given,
                        m,
                        1,
                        result,
                        window);
            });
            openblas.cblas_sgemv(CblasRowMajor, CblasNoTrans, filters, m, 1, errors, m, ones, 1, 1, db, 1);
        }
    }
}
