/**
 * Matrices and the arithmetic done on them: {@link org.layerlab.network.matrix.Kernels} is the seam behind which each
 * platform computes in its own way. {@link org.layerlab.network.matrix.ReferenceKernels} is the readable float64
 * original, and every other implementation has to agree with it.
 *
 * <p>Depends on {@code network.choice} and {@code network.function}. Start with {@code Kernels}, then {@code ReferenceKernels}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.network.matrix;
