/**
 * What the workers of all programs share: a run, its pace, its checkpoints, the tasks beside it.
 *
 * <p>Depends on {@code page.message}, {@code page.settings}, {@code page.kernels} and {@code page.browser}; knows no page.
 * Start with {@link org.layerlab.page.training.Run}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.training;
