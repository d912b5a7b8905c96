/**
 * The preview of a saved model: a picture for chats and lists, drawn with Java 2D, without screen or fonts. Depends on
 * {@code backend.photo}, {@code network.data}, {@code network.file}, {@code network.layer}, {@code network.matrix} and
 * {@code network.verdict}. Start with {@link org.layerlab.backend.preview.PreviewPicture}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.preview;
