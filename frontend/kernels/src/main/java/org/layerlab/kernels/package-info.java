/**
 * The browser's SIMD kernels: each class writes one family of them as WebAssembly text, {@link
 * org.layerlab.kernels.Assembler} turns the text into a module while the page is built. Depends on nothing of the
 * product and is no part of what is shipped. Start with {@link org.layerlab.kernels.KernelModule}, which lists what
 * the module exports; the page's org.layerlab.page.kernels calls it.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.kernels;
