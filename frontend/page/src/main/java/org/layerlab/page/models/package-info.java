/**
 * The pages of saved models: the list at {@code /models}, one model at {@code /m/{id}}.
 *
 * <p>Depends on {@code network}, {@code page.message}, {@code page.settings}, {@code page.files}, {@code page.parts} and {@code page.browser}. Start with {@link
 * org.layerlab.page.models.ModelPage}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.models;
