/**
 * Learning from photos, the same in the page and on the command line: what is chosen, the run, its checkpoint.
 *
 * <p>Depends on {@code network}: choices, data, files, layers, matrices, training and verdicts. Start with {@link
 * org.layerlab.network.photo.PhotoRecipe}, then {@link org.layerlab.network.photo.PhotoLearning}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.network.photo;
