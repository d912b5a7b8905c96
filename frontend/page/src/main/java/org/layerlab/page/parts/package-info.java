/**
 * What more than one page shows: the decision boundary, the cost curve, a photo's verdict, the dialog that saves a model.
 *
 * <p>Depends on {@code network}, {@code page.message}, {@code page.settings}, {@code page.files} and {@code page.browser}. Start with
 * {@link org.layerlab.page.parts.BoundaryCanvas}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.parts;
