/**
 * What a page and its worker say to each other, and the two ends of the line.
 *
 * <p>Depends on {@code page.browser}. Start with {@link org.layerlab.page.message.Messages}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.message;
