/**
 * Runs a WebAssembly module on the JVM, so that kernels are tested without a browser: each function becomes a method
 * of a class that is made at run time. It knows the instructions that the kernels use, SIMD, relaxed SIMD and atomics
 * among them, and refuses others by number. Chicory, which assembles the kernels, runs SIMD only from Java 21 on, and
 * only in its interpreter.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.wasm;
