package org.layerlab.backend.jvm;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.ConvShape;
import org.layerlab.network.matrix.MapShape;

/**
 * A convolution by BLAS for inputs of few channels, whose strips are too thin for {@link StripConvolution}. The rows of
 * A that one row of the output sees are copied column by column, with the padding's zeros, so that each window is
 * contiguous and overlaps the next: one product a window, and each value is copied once for each ky. Where the
 * output's width is even, two adjacent windows are one product of twice the filters, with zeros where a filter doesn't
 * see the other's column.
 */
final class ColumnConvolution implements BlasConvolution {
    /** A strip of at most this many channels is too thin. */
    private static final int FEW_CHANNELS = 8;

    private final ConvShape shape;
    private final int m;
    private final MapShape in;
    private final MapShape out;
    /** Output pixels that one product computes. */
    private final int neighbors;
    /** Values in one column: kernel pixels, one above the other. */
    private final int column;

    /** For batches of m examples. */
    ColumnConvolution(ConvShape shape, int m) {
        this.shape = shape;
        this.m = m;
        in = shape.input();
        out = shape.output();
        neighbors = out.width() % 2 == 0 ? 2 : 1;
        column = shape.kernel() * in.channels();
    }

    /** Whether this way is faster. */
    static boolean suits(ConvShape shape) {
        return shape.kernel() > 1 && shape.input().channels() <= FEW_CHANNELS;
    }

    @Override
    public int units() {
        return out.height();
    }

    @Override
    public int filters() {
        return neighbors * shape.filters();
    }

    @Override
    public int window() {
        return (shape.kernel() + (neighbors - 1) * shape.stride()) * column;
    }

    @Override
    public int columns() {
        return m;
    }

    @Override
    public FloatPointer spread(float[] w) {
        float[] spread = new float[filters() * window()];
        forWeights((at, spreadAt) -> spread[spreadAt] = w[at]);
        return new FloatPointer(spread);
    }

    @Override
    public float[] gathered(PartialSums sums, float factor) {
        float[] total = sums.total(factor);
        float[] dw = new float[shape.filters() * shape.window()];
        forWeights((at, spreadAt) -> dw[at] += total[spreadAt]);
        return dw;
    }

    private interface Weight {
        void at(int at, int spreadAt);
    }

    /** Each weight and where it is spread to: the order of columns is kx, ky, channel. */
    private void forWeights(Weight weight) {
        int kernel = shape.kernel();
        int channels = in.channels();
        for (int n = 0; n < neighbors; n++) {
            for (int at = 0; at < shape.filters() * shape.window(); at++) {
                int filter = at / shape.window();
                int ky = at / (kernel * channels) % kernel;
                int x = at / channels % kernel + n * shape.stride();
                weight.at(at, (n * shape.filters() + filter) * window() + (x * kernel + ky) * channels + at % channels);
            }
        }
    }

    /** The part of A that one row of the output sees: owned by one thread. */
    private final class Columns implements AutoCloseable {
        private final FloatBuffer source;
        private final FloatPointer pointer;
        private final FloatBuffer values;
        private final FloatPointer window;
        private final float[] zeros = new float[in.channels() * m];

        Columns(NativeMatrix A) {
            source = A.values();
            long size = (long) (in.width() + 2 * shape.padding()) * column * m;
            pointer = new FloatPointer(size);
            // The padding at both sides stays as it is.
            Pointer.memset(pointer, 0, size * Float.BYTES);
            values = pointer.asBuffer();
            window = new FloatPointer(pointer);
        }

        void read(int row) {
            int n = in.channels() * m;
            for (int ky = 0; ky < shape.kernel(); ky++) {
                int y = row * shape.stride() + ky - shape.padding();
                for (int x = 0; x < in.width(); x++) {
                    int to = ((x + shape.padding()) * shape.kernel() + ky) * n;
                    if (y >= 0 && y < in.height()) {
                        values.put(to, source, (y * in.width() + x) * n, n);
                    } else {
                        values.put(to, zeros);
                    }
                }
            }
        }

        /** What the windows of the output pixels from x on see. */
        FloatPointer window(int x) {
            return window.position((long) x * shape.stride() * column * m);
        }

        @Override
        public void close() {
            pointer.close();
        }
    }

    private interface Window {
        /**
         * Works on the window of some neighbors.
         *
         * @param values what it sees
         * @param position of the first of its values in Z
         */
        void at(FloatPointer values, long position);
    }

    private void forWindows(NativeMatrix A, int fromRow, int toRow, Window window) {
        try (Columns columns = new Columns(A)) {
            for (int row = fromRow; row < toRow; row++) {
                columns.read(row);
                for (int x = 0; x < out.width(); x += neighbors) {
                    window.at(columns.window(x), ((long) row * out.width() + x) * shape.filters() * m);
                }
            }
        }
    }

    @Override
    public void forward(
            FloatPointer w,
            @Nullable FloatPointer b,
            FloatPointer ones,
            NativeMatrix A,
            NativeMatrix Z,
            int fromRow,
            int toRow) {
        FloatPointer result = new FloatPointer(Z.pointer());
        int filters = filters();
        int window = window();
        forWindows(A, fromRow, toRow, (given, position) -> {
            result.position(position);
            openblas.cblas_sgemm(
                    CblasRowMajor,
                    CblasNoTrans,
                    CblasNoTrans,
                    filters,
                    m,
                    window,
                    1,
                    w,
                    window,
                    given,
                    m,
                    0,
                    result,
                    m);
            if (b != null) {
                openblas.cblas_sger(CblasRowMajor, filters, m, 1, b, 1, ones, 1, result, m);
            }
        });
    }

    @Override
    public void backwardToFilters(
            NativeMatrix dZ,
            NativeMatrix A,
            FloatPointer ones,
            FloatPointer dw,
            FloatPointer db,
            int fromRow,
            int toRow) {
        FloatPointer errors = new FloatPointer(dZ.pointer());
        int filters = filters();
        int window = window();
        forWindows(A, fromRow, toRow, (given, position) -> {
            errors.position(position);
            openblas.cblas_sgemm(
                    CblasRowMajor, CblasNoTrans, CblasTrans, filters, window, m, 1, errors, m, given, m, 1, dw, window);
            openblas.cblas_sgemv(CblasRowMajor, CblasNoTrans, filters, m, 1, errors, m, ones, 1, 1, db, 1);
        });
    }
}
