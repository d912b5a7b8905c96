/**
 * The playground's worker: it owns the network and trains it in bounded slices, so that it hears a message within a frame.
 *
 * <p>Depends on {@code page.message}, {@code page.settings}, {@code page.training}, {@code page.kernels} and {@code
 * page.browser}; knows no page. Start with {@link org.layerlab.page.play.worker.TrainingWorker}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.play.worker;
