package org.layerlab.backend.preview;

/** The size of a preview in pixels, as chats and social sites expect it. */
public final class PreviewSize {
    public static final int WIDTH = 1200;
    public static final int HEIGHT = 630;

    private PreviewSize() {}
}
