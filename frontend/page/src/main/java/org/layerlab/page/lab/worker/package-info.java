/**
 * The worker of the benchmark and the self-test: it measures what this browser reaches beside what its processor can, and
 * runs golden values and the kernels' contract. It also reads parameter files for pages that do without a reader.
 *
 * <p>Depends on {@code page.message}, {@code page.settings}, {@code page.kernels} and {@code page.browser}; knows no page.
 * Start with {@link org.layerlab.page.lab.worker.LabWorker}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.lab.worker;
