package org.layerlab.backend.jvm;

import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/** A convolution as products of BLAS, in units that threads divide among themselves. */
interface BlasConvolution {
    /** How many units there are: pixels or rows of the output. */
    int units();

    /** Rows of the weights that {@link #spread} gives. */
    int filters();

    /** Columns of the weights that {@link #spread} gives. */
    int window();

    /** The most columns of a product's result. */
    int columns();

    /** W as the products need it; the caller frees it. */
    FloatPointer spread(float[] w);

    /** dW = factor · the sums of {@link #backwardToFilters}: the reverse of {@link #spread}. */
    float[] gathered(PartialSums sums, float factor);

    /**
     * {@code Z = W ∗ A + b} for a range of units.
     *
     * @param w from {@link #spread}
     * @param b one for each of {@link #filters}; null if all are 0
     * @param ones as many as {@link #columns}
     */
    void forward(
            FloatPointer w,
            @Nullable FloatPointer b,
            FloatPointer ones,
            NativeMatrix A,
            NativeMatrix Z,
            int fromUnit,
            int toUnit);

    /**
     * Adds the contribution of a range of units to dW and db.
     *
     * @param ones as many as {@link #columns}
     * @param dw as large as what {@link #spread} gives
     * @param db one for each of {@link #filters}
     */
    void backwardToFilters(
            NativeMatrix dZ,
            NativeMatrix A,
            FloatPointer ones,
            FloatPointer dw,
            FloatPointer db,
            int fromUnit,
            int toUnit);
}
