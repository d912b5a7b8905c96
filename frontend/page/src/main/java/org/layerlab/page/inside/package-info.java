/**
 * The page at {@code /photos/inside}: a convolutional network's feature maps, and how each of their pixels comes about.
 *
 * <p>Depends on {@code network.data}, {@code network.file}, {@code network.matrix}, {@code network.text},
 * {@code page.browser}, {@code page.files}, {@code page.message}, {@code page.parts} and {@code page.settings}. Start
 * with {@link org.layerlab.page.inside.InsidePage}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.inside;
