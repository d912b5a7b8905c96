/**
 * The page at {@code /photos/classes}: classes that people teach by photos of their own. Start with {@link
 * org.layerlab.page.photos.classes.ClassesPage}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.photos.classes;
