/**
 * The worker of the benchmark and the self-test: it measures what this browser reaches beside what its processor can,
 * and runs golden values and the kernels' contract. It also reads parameter files for pages that do without a reader.
 *
 * <p>Depends on {@code network.check}, {@code network.data}, {@code network.file}, {@code network.foreign},
 * {@code network.layer}, {@code network.matrix}, {@code network.training}, {@code network.verdict}, {@code kernels},
 * {@code page.browser}, {@code page.gpu}, {@code page.kernels}, {@code page.message} and {@code page.settings}; knows no
 * page. Start with {@link org.layerlab.page.lab.worker.LabWorker}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.lab.worker;
