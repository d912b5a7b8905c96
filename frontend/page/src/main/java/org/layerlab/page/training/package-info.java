/**
 * What the workers of all programs share: a run and the loop that trains it, its pace, its checkpoints, the tasks
 * beside it.
 *
 * <p>Depends on {@code network.data}, {@code network.file}, {@code network.layer}, {@code network.matrix},
 * {@code network.photo}, {@code network.training}, {@code network.verdict}, {@code page.browser}, {@code page.kernels}, {@code page.message}
 * and {@code page.settings}; knows no page. Start with {@link org.layerlab.page.training.Run}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.training;
