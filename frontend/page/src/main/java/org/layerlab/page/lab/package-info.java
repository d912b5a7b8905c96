/**
 * The pages that measure and check: the benchmark at {@code /bench} and the self-test at {@code /selftest}, each as a
 * table and as JSON. Their worker computes.
 *
 * <p>Depends on {@code network.check}, {@code page.browser} and {@code page.message}. Start with
 * {@link org.layerlab.page.lab.BenchPage}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.lab;
