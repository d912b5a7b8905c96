/**
 * Draws cats and dogs, to browse and train on when there are no photos.
 *
 * <p>Java 2D without a display. A picture depends only on its class and seed. Depends on no other LayerLab package.
 * Start with {@link org.layerlab.backend.dataset.drawing.CatDogDrawing}; {@code Scenery} is the background,
 * {@code Body} the pose, {@code Head} the face.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.dataset.drawing;
