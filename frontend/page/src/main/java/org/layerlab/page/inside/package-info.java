/**
 * The page at {@code /photos/inside}: a convolutional network's feature maps, and how each of their pixels comes about.
 * Start with {@link org.layerlab.page.inside.InsidePage}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.inside;
