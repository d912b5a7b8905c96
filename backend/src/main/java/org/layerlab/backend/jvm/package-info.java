/**
 * Kernels for the JVM: OpenBLAS behind the network's {@code Kernels}, on memory outside the Java heap.
 *
 * <p>Uses JavaCPP's OpenBLAS. Depends on {@code network.matrix}. Start with
 * {@link org.layerlab.backend.jvm.JvmKernels}, which chooses what works on this machine.
 */
@NullMarked
package org.layerlab.backend.jvm;

import org.jspecify.annotations.NullMarked;
