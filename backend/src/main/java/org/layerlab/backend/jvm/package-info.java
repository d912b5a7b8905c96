/**
 * Arithmetic for the JVM: OpenBLAS behind the network's {@code Kernels}, over memory outside the Java heap.
 *
 * <p>Depends on {@code org.layerlab.network} and JavaCPP's OpenBLAS; nothing here knows files, photos or the server.
 * Start with {@link org.layerlab.backend.jvm.JvmKernels}, which picks what works on this machine.
 */
@NullMarked
package org.layerlab.backend.jvm;

import org.jspecify.annotations.NullMarked;
