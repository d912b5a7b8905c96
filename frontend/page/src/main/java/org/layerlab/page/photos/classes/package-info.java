/**
 * The page at {@code /photos/classes}: classes that people teach by photos of their own.
 *
 * <p>Depends on {@code network.data}, {@code network.file}, {@code network.layer}, {@code network.text},
 * {@code network.verdict}, {@code page.browser}, {@code page.files}, {@code page.message}, {@code page.parts},
 * {@code page.photos} and {@code page.settings}. Start with {@link org.layerlab.page.photos.classes.ClassesPage}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.photos.classes;
