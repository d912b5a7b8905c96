/**
 * Photos on the JVM: from the bytes of a file to the pixels that a network sees, and drawn pictures to the bytes of a file.
 *
 * <p>ImageIO decodes; {@code network.data} defines which files are accepted and how they are resized. Depends on
 * {@code network.data}. Start with {@link org.layerlab.backend.photo.PhotoDecoder}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.photo;
