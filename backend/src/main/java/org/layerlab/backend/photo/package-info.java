/**
 * Photos on the JVM: from a file's bytes to the 64×64 that a network looks at.
 *
 * <p>Depends on {@code network.data}, which says what is taken and how it is resized, and on ImageIO for the decoding.
 * Start with {@link org.layerlab.backend.photo.PhotoDecoder}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.photo;
