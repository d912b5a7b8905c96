package org.layerlab.backend.preview;

/** The size of a preview in pixels: what chats and social sites ask for. */
public final class PreviewSize {
    public static final int WIDTH = 1200;
    public static final int HEIGHT = 630;

    private PreviewSize() {}
}
