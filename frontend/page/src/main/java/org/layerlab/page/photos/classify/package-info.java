/**
 * The page at {@code /photos}: whether a photo shows a cat or a dog, and why; another model beside it, and many photos at
 * once.
 *
 * <p>Depends on {@code network.data}, {@code network.file}, {@code network.layer}, {@code network.text},
 * {@code network.verdict}, {@code page.browser}, {@code page.files}, {@code page.message}, {@code page.parts},
 * {@code page.photos} and {@code page.settings}. Start with {@link org.layerlab.page.photos.classify.ClassifyPage}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.photos.classify;
