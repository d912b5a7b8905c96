/**
 * The L-layer network: {@code [LINEAR → activation] × (L−1) → LINEAR → SIGMOID}, its shape, its layers, its parameters,
 * its cost and its gradients.
 *
 * <p>Pure Java that TeaVM can compile: no DOM, no server, no file system, no clock. Matrices are touched only through
 * {@link org.layerlab.network.matrix.Kernels}. Depends on {@code network.matrix}, {@code network.data}, {@code
 * network.function}, {@code network.choice} and {@code network.text}. Start with {@link org.layerlab.network.layer.Network}, then {@link
 * org.layerlab.network.layer.Architecture}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.network.layer;
