/**
 * The playground at {@code /}: settings, transport, boundary, cost. Nothing here computes; a worker does. Start with
 * {@link org.layerlab.page.play.Playground}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.play;
