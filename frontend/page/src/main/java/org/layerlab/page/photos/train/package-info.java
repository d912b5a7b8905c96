/**
 * The page at {@code /photos/train}: training on photos in this tab, what the network learned, and the photos
 * themselves.
 *
 * <p>Depends on {@code network.choice}, {@code network.data}, {@code network.file}, {@code network.layer},
 * {@code network.matrix}, {@code network.photo}, {@code network.text}, {@code network.training},
 * {@code page.browser}, {@code page.message}, {@code page.parts}, {@code page.photos} and {@code page.settings}.
 * Start with {@link org.layerlab.page.photos.train.TrainPage}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.photos.train;
