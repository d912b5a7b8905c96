/**
 * The network's arithmetic by SIMD: {@link org.layerlab.page.kernels.WasmKernels} keeps its matrices in a WebAssembly
 * memory of their own and calls the module that frontend/kernels writes. {@link
 * org.layerlab.page.kernels.KernelChoice} says which kernels this browser gets.
 *
 * <p>Depends on {@code network.matrix}, {@code network.function} and {@code kernels}, of which the compiler copies
 * the constants of KernelLayout into these classes. Start with WasmKernels.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.kernels;
