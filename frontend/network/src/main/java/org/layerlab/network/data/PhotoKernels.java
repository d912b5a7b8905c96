package org.layerlab.network.data;

import org.layerlab.network.matrix.Matrix;

/** Kernels that paint photos themselves, from a copy that they keep, because bringing each batch to them takes longer. */
public interface PhotoKernels {
    /**
     * Whether {@link #show} can make such batches.
     *
     * @param photos that {@link org.layerlab.network.matrix.MatrixMemory#keepExamples} was told of, or not
     * @param pixels of the largest picture on the way, times the photos of a batch
     */
    boolean paints(byte[] photos, long pixels);

    /**
     * Sets {@code X} to photos varied as drawn, as {@link PhotoSet} does, but for what the rounding of float32 tips: a pixel
     * to the next level, or a frequency of JPEG to the next step, which changes its block.
     *
     * @param photos that are kept
     * @param X shape (target·target·3, batch size), overwritten
     */
    void show(byte[] photos, PhotoBatch batch, Matrix X);
}
