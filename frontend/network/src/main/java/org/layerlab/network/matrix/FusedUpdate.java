package org.layerlab.network.matrix;

/**
 * What some {@link Kernels} can do besides: a product added to what is there. An update of W then needs no matrix for
 * the gradient, and passes over W once: {@code W = (1 − rate·l2)·W − rate/m · dZ·Aᵀ}. For a large W that pass is as
 * dear as the memory is slow.
 *
 * <p>The sum may be rounded elsewhere than {@link Kernels#multiplyNT} and {@link Kernels#descend} one after the other
 * round it, so kernels that promise digits don't offer it.
 */
public interface FusedUpdate {
    /**
     * {@code C = keep·C + scale · A·Bᵀ}; shapes (n, k)·(m, k)ᵀ = (n, m).
     *
     * @param keep how much of C stays; where it is 0, what C held does not matter
     */
    void addNT(Matrix A, Matrix B, double scale, double keep, Matrix C);

    /**
     * Whether an update should be made so for a W of this shape.
     *
     * @return false where it would gain nothing, and where {@link FusedSteps} have to give what single steps give
     */
    default boolean pays(int rows, int columns) {
        return true;
    }

    /** One of some parts of that, as in {@link DividedProducts}. */
    default void addNT(Matrix A, Matrix B, double scale, double keep, Matrix C, int part, int parts) {
        if (part == 0) {
            addNT(A, B, scale, keep, C);
        }
    }
}
