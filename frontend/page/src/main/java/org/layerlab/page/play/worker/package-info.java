/**
 * The worker of the playground, which owns the network and trains it, and hears a message within a frame; the worker of
 * saved models, which shows one and trains it again.
 *
 * <p>Depends on {@code network}, {@code page.browser}, {@code page.kernels}, {@code page.message}, {@code page.settings} and {@code page.training};
 * knows no page. Start with {@link org.layerlab.page.play.worker.TrainingWorker}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.play.worker;
