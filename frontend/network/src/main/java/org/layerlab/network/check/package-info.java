/**
 * Checks that run wherever the network runs: in the tests on the JVM and at {@code /selftest} inside a browser.
 *
 * <p>Pure Java. Start with {@link org.layerlab.network.check.KernelContract}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.network.check;
