package org.layerlab.page.gpu;

import org.layerlab.network.data.ChannelOrder;
import org.layerlab.network.data.JpegTraces;
import org.layerlab.network.data.PhotoBatch;

/** Varies photos on the GPU, out of the bytes that are kept there. */
final class GpuPhotos {
    /** The most numbers of a batch on its way: 256 MB in its two places. A larger batch comes from the CPU. */
    static final long MOST_NUMBERS = 1L << 25;

    private static final int CHANNELS = ChannelOrder.CHANNELS;

    private final GpuQueue queue;
    private final GpuMatrices matrices;
    private final GpuRoom here;
    private final GpuRoom there;

    GpuPhotos(GpuQueue queue, GpuMatrices matrices) {
        this.queue = queue;
        this.matrices = matrices;
        here = new GpuRoom(matrices);
        there = new GpuRoom(matrices);
    }

    /** Whether this many pixels have room on the way. */
    static boolean haveRoom(long pixels) {
        return pixels * CHANNELS <= MOST_NUMBERS;
    }

    /** The matrices are released. */
    void forget() {
        here.forget();
        there.forget();
    }

    /**
     * Shows a batch.
     *
     * @param bytes of all photos
     * @param X overwritten
     */
    void show(GpuMatrix bytes, PhotoBatch batch, GpuMatrix X) {
        PhotoPlan drawn = PhotoPlan.of(batch);
        int side = drawn.largestSide();
        int stride = side * side * CHANNELS;
        int count = batch.size() * stride;
        GpuMatrix plan = matrices.create(batch.size(), Drawn.COLUMNS);
        queue.write(plan.buffer(), GpuBytes.floats(drawn.numbers()), plan.count());
        GpuMatrix made = matrices.create(1, Math.max(1, GpuBytes.words(batch.madeUp().length)));
        if (batch.madeUp().length > 0) {
            queue.write(made.buffer(), GpuBytes.padded(batch.madeUp()), made.count());
        }
        GpuMatrix A = here.of(count);
        GpuMatrix B = there.of(count);
        queue.each(PhotoShaders.SHOW, count, Numbers.of(stride, batch.side()), bytes, made, plan, A);
        GpuMatrix shown = A;
        GpuMatrix free = B;
        if (drawn.traces()) {
            queue.each(PhotoShaders.REDUCE, count, Numbers.of(stride), plan, A, B);
            queue.each(PhotoShaders.ENLARGE, count, Numbers.of(stride), plan, B, A);
            queue.each(PhotoShaders.DISTURB, count, Numbers.of(stride), plan, A, B);
            int blocks = side / JpegTraces.BLOCK;
            queue.groups(PhotoShaders.COMPRESS, batch.size() * blocks * blocks, Numbers.of(stride, blocks), plan, B);
            shown = B;
            free = A;
        }
        if (drawn.fits()) {
            queue.each(PhotoShaders.FIT, count, Numbers.of(stride), plan, shown, free);
            shown = free;
        }
        queue.each(PhotoShaders.FINISH, X.count(), Numbers.of(stride, batch.size()), plan, shown, X);
        matrices.release(plan);
        matrices.release(made);
    }
}
