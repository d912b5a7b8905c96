package org.layerlab.network.data;

import org.layerlab.network.matrix.Matrix;

/** Kernels that vary photos by themselves, out of a copy that they keep: to bring each batch to them would take longer. */
public interface PhotoKernels {
    /**
     * Whether {@link #show} can make such batches.
     *
     * @param photos that {@link org.layerlab.network.matrix.MatrixMemory#keepExamples} was told of, or not
     * @param pixels of the largest picture on the way, times the photos of a batch
     */
    boolean paints(byte[] photos, long pixels);

    /**
     * Sets {@code X} to photos varied as drawn, like {@link PhotoSet} does it, but for single pixels that are off by the
     * rounding of float32.
     *
     * @param photos that are kept
     * @param X shape (target·target·3, batch size), overwritten
     */
    void show(byte[] photos, PhotoBatch batch, Matrix X);
}
