/**
 * The photo page at {@code /photos}: a verdict for a photo, the data set, and training on it in this tab. Start with
 * {@link org.layerlab.page.photos.PhotosPage}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.photos;
