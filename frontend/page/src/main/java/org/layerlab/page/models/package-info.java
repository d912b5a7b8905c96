/**
 * Saved models: the list at {@code /models} and one model's page at {@code /m/{id}}. Start
 * with {@link org.layerlab.page.parts.SaveDialog}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.models;
