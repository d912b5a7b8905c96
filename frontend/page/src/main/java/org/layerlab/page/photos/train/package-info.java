/**
 * The page at {@code /photos/train}: training on photos in this tab, what the network learned, and the photos
 * themselves. Start with {@link org.layerlab.page.photos.train.TrainPage}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.photos.train;
