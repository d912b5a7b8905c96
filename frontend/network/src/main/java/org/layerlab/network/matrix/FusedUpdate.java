package org.layerlab.network.matrix;

/**
 * An optional capability of {@link Kernels}: accumulate a product in place. An update of W then needs no matrix for the
 * gradient, which would cost a full pass over memory: {@code W = (1 − rate·l2)·W − rate/m · dZ·Aᵀ}.
 *
 * <p>The sum may be rounded elsewhere than {@link Kernels#multiplyNT} and {@link Kernels#descend} one after the other
 * round it, so kernels that promise digits do not offer it.
 */
public interface FusedUpdate {
    /**
     * {@code C = keep·C + scale · A·Bᵀ}; shapes (n, k)·(m, k)ᵀ = (n, m).
     *
     * @param keep how much of C stays; if 0, what C held does not matter
     */
    void addNT(Matrix A, Matrix B, double scale, double keep, Matrix C);

    /**
     * Whether a W of this shape should be updated this way.
     *
     * @return false if it gains nothing, or if {@link FusedSteps} must give what single steps give
     */
    default boolean pays(int rows, int columns) {
        return true;
    }

    /** One part of that, as in {@link DividedProducts}. */
    default void addNT(Matrix A, Matrix B, double scale, double keep, Matrix C, int part, int parts) {
        if (part == 0) {
            addNT(A, B, scale, keep, C);
        }
    }
}
