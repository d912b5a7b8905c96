/**
 * The L-layer network: {@code [LINEAR → activation] × (L−1) → LINEAR → SIGMOID}, its cost, its gradients and its
 * training.
 *
 * <p>Pure Java that TeaVM can compile: no DOM, no server, no file system, no clock. Matrices are touched only through
 * {@link org.layerlab.network.matrix.Kernels}. Start with {@link org.layerlab.network.Network}, then
 * {@link org.layerlab.network.Trainer}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.network;
