package org.layerlab.backend.jvm;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.ConvShape;

/**
 * A convolution by filters of 3×3 with a stride of 1, in 36 multiplications for each filter, channel and tile of 4×4
 * output pixels instead of 144: Winograd's F(4×4, 3×3), {@code Y = Aᵀ[(G·g·Gᵀ) ⊙ (Bᵀ·d·B)]A} with g a filter and d the 6×6
 * input pixels that the tile sees (Lavin and Gray 2015). At each of the 36 places, ⊙ summed over channels is a product
 * of a matrix of filters × channels and one of channels × tiles and examples, which BLAS computes.
 *
 * <p>The gradient of the filters goes the same way back: {@code dg = Gᵀ[(A·dy·Aᵀ) ⊙ (Bᵀ·d·B)]G}.
 */
final class WinogradConvolution implements BlasConvolution {
    /** Channels and filters below which the additions take longer than the multiplications saved. */
    private static final int FEWEST_CHANNELS = 24;

    private static final int FEWEST_EXAMPLES = 16;

    /** The most numbers of the sums of all threads, which are four times as many as filters have: 256 MB. */
    private static final long MOST_SUMS = 1 << 26;

    /** The place at which {@code A·dy·Aᵀ} has the sum of dy, and from which all output pixels get the same. */
    private static final int SUM = WinogradTransforms.WIDTH + 1;

    private final ConvShape shape;
    private final int m;
    private final int threads;
    private final int channels;
    private final int filters;

    /**
     * For batches of m examples.
     *
     * @param threads at most this many work on the filters
     */
    WinogradConvolution(ConvShape shape, int m, int threads) {
        this.shape = shape;
        this.m = m;
        this.threads = threads;
        channels = shape.input().channels();
        filters = shape.filters();
    }

    /** Whether this way is possible, and faster on this many threads. */
    static boolean suits(ConvShape shape, int m, int threads) {
        if (shape.kernel() != WinogradTransforms.KERNEL || shape.stride() != 1) {
            return false;
        }
        int channels = shape.input().channels();
        int tiles = WinogradTiles.count(shape);
        int pixels = tiles * WinogradTransforms.PIXELS;
        int units = tiles * WinogradTiles.parts(m);
        int turns = (units + threads - 1) / threads;
        return m >= FEWEST_EXAMPLES
                && Math.min(channels, shape.filters()) >= FEWEST_CHANNELS
                && (long) threads * WinogradTransforms.PLACES * channels * shape.filters() <= MOST_SUMS
                // Else most of the time goes into G·g·Gᵀ.
                && 2L * tiles * m >= Math.max(channels, shape.filters())
                // At most a fifth is computed outside the output, or waited for while another thread is working.
                && 4 * pixels <= 5 * shape.output().pixels()
                && 4 * turns * threads <= 5 * units;
    }

    @Override
    public int units() {
        return WinogradTiles.count(shape) * WinogradTiles.parts(m);
    }

    @Override
    public int filters() {
        return filters;
    }

    @Override
    public int window() {
        return WinogradTransforms.PLACES * channels;
    }

    @Override
    public int columns() {
        return WinogradTiles.COLUMNS;
    }

    /** {@code G·g·Gᵀ}: 36 matrices of filters × channels. */
    @Override
    public FloatPointer spread(float[] w) {
        FloatPointer spread = new FloatPointer((long) filters * window());
        FloatBuffer values = spread.asBuffer();
        forFilters((f, places) -> {
            for (int tap = 0; tap < WinogradTransforms.TAPS; tap++) {
                float[] to = places[WinogradTransforms.place(tap, WinogradTransforms.KERNEL)];
                System.arraycopy(w, (f * WinogradTransforms.TAPS + tap) * channels, to, 0, channels);
            }
            WinogradTransforms.filter(places, channels);
            for (int place = 0; place < places.length; place++) {
                values.put((place * filters + f) * channels, places[place]);
            }
        });
        return spread;
    }

    private interface Filter {
        void at(int filter, float[][] places);
    }

    /** Each filter, with room for its numbers of one place and all channels. */
    private void forFilters(Filter filter) {
        int parts = Math.min(threads, filters);
        Parallel.each(parts, part -> {
            float[][] places = new float[WinogradTransforms.PLACES][channels];
            for (int f = Parallel.from(filters, part, parts); f < Parallel.from(filters, part + 1, parts); f++) {
                filter.at(f, places);
            }
        });
    }

    /** {@code Gᵀ·S·G}. */
    @Override
    public float[] gathered(PartialSums sums, float factor) {
        float[] dw = new float[filters * WinogradTransforms.TAPS * channels];
        forFilters((f, places) -> {
            for (int place = 0; place < places.length; place++) {
                sums.total((place * filters + f) * channels, factor, places[place]);
            }
            WinogradTransforms.filterGradient(places, channels);
            for (int tap = 0; tap < WinogradTransforms.TAPS; tap++) {
                float[] from = places[WinogradTransforms.place(tap, WinogradTransforms.KERNEL)];
                System.arraycopy(from, 0, dw, (f * WinogradTransforms.TAPS + tap) * channels, channels);
            }
        });
        return dw;
    }

    @Override
    public void forward(
            FloatPointer w,
            @Nullable FloatPointer b,
            FloatPointer ones,
            NativeMatrix A,
            NativeMatrix Z,
            int fromUnit,
            int toUnit) {
        try (WinogradTiles given = new WinogradTiles(shape, m, channels);
                WinogradTiles result = new WinogradTiles(shape, m, filters)) {
            // A pointer owned by this thread, moved rather than created for every product.
            FloatPointer weights = new FloatPointer(w);
            WinogradTiles.forEach(shape, m, fromUnit, toUnit, some -> {
                int columns = some.columns();
                given.readInputs(A.values(), some);
                for (int place = 0; place < WinogradTransforms.PLACES; place++) {
                    openblas.cblas_sgemm(
                            CblasRowMajor,
                            CblasNoTrans,
                            CblasNoTrans,
                            filters,
                            columns,
                            channels,
                            1,
                            weights.position((long) place * filters * channels),
                            channels,
                            given.at(place),
                            columns,
                            0,
                            result.at(place),
                            columns);
                }
                if (b != null) {
                    FloatPointer sum = result.at(SUM);
                    openblas.cblas_sger(CblasRowMajor, filters, columns, 1, b, 1, ones, 1, sum, columns);
                }
                result.writeOutputs(Z.values(), some);
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
            int fromUnit,
            int toUnit) {
        try (WinogradTiles given = new WinogradTiles(shape, m, channels);
                WinogradTiles errors = new WinogradTiles(shape, m, filters)) {
            FloatPointer sums = new FloatPointer(dw);
            WinogradTiles.forEach(shape, m, fromUnit, toUnit, some -> {
                int columns = some.columns();
                given.readInputs(A.values(), some);
                errors.readErrors(dZ.values(), some);
                for (int place = 0; place < WinogradTransforms.PLACES; place++) {
                    openblas.cblas_sgemm(
                            CblasRowMajor,
                            CblasNoTrans,
                            CblasTrans,
                            filters,
                            channels,
                            columns,
                            1,
                            errors.at(place),
                            columns,
                            given.at(place),
                            columns,
                            1,
                            sums.position((long) place * filters * channels),
                            channels);
                }
                FloatPointer sum = errors.at(SUM);
                openblas.cblas_sgemv(CblasRowMajor, CblasNoTrans, filters, columns, 1, sum, columns, ones, 1, 1, db, 1);
            });
        }
    }
}
