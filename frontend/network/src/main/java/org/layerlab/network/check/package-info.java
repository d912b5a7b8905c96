/**
 * Checks that run wherever the network runs: in the tests on the JVM and at {@code /selftest} inside a browser.
 *
 * <p>Depends on {@code network.matrix}, {@code network.layer}, {@code network.data}, {@code network.file}, {@code
 * network.training} and {@code network.verdict}. Start with {@link org.layerlab.network.check.KernelContract}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.network.check;
