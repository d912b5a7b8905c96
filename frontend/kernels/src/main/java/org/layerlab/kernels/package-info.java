/**
 * The browser's SIMD kernels: each class writes one family of them as {@link org.layerlab.kernels.Function}s, and {@link
 * org.layerlab.kernels.Assembler} turns their text into a module while the page is built. Nothing here is shipped: the
 * page takes only constants of {@link org.layerlab.kernels.KernelLayout}, which the compiler copies, and the calls that
 * {@link org.layerlab.kernels.CallWriter} writes.
 *
 * <p>Depends on {@code network.matrix}. Start with {@link org.layerlab.kernels.KernelFunctions}, which lists what the
 * module exports; page.kernels calls it.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.kernels;
