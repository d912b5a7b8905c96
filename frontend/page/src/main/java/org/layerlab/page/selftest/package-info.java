/**
 * The self-test at {@code /selftest}: golden values and the kernels' contract inside this browser. The worker runs it;
 * the page shows it as a table and as JSON. Start with {@link org.layerlab.page.selftest.SelfTest}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.selftest;
