/**
 * Draws cats and dogs, so that there is something to browse and to train on where no photos are at hand.
 *
 * <p>Java2D without a display; nothing else. The picture follows from its class and seed alone. Start with
 * {@link org.layerlab.backend.dataset.drawing.CatDogDrawing}; {@code Scenery} is what is behind the animal,
 * {@code Body} its pose, {@code Head} its face.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.dataset.drawing;
