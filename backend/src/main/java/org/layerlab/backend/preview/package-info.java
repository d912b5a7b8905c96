/**
 * What a saved model looks like from afar: a picture for chats and lists. Depends on {@code network} alone, draws with
 * Java's own 2-D library, needs no screen and no fonts. Start with {@link
 * org.layerlab.backend.preview.PreviewPicture}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.preview;
