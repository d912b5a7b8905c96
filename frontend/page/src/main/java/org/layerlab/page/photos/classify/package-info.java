/**
 * The page at {@code /photos}: whether a photo shows a cat or a dog, and why; another model beside it, and many photos at
 * once. Start with {@link org.layerlab.page.photos.classify.ClassifyPage}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.photos.classify;
