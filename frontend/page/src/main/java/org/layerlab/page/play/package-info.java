/**
 * The playground at {@code /}: settings, transport, boundary, cost. Nothing here computes; a worker does. Start with
 * {@link org.layerlab.page.play.Playground}.
 *
 * <p>Depends on {@code network.choice}, {@code network.data}, {@code network.doctor}, {@code network.layer},
 * {@code network.matrix}, {@code network.text}, {@code network.training}, {@code page.browser}, {@code page.message},
 * {@code page.parts} and {@code page.settings}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.play;
