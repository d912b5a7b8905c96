package org.layerlab.backend.photo;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/**
 * The first picture of a GIF without the comments before it, and its place on the screen. The JDK's reader keeps every
 * comment, and in some versions copies it again for each of its blocks: one of 10 MB then takes minutes.
 *
 * @param bytes a GIF that starts with this picture
 * @param left columns of the screen to the left of it
 * @param top rows of the screen above it
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, never written again
record GifPicture(byte[] bytes, int left, int top) {
    private static final int SCREEN = 13;
    private static final int EXTENSION = 0x21;
    private static final int DESCRIPTOR = 0x2c;
    private static final int GRAPHIC_CONTROL = 0xf9;

    /** A graphic control: three bytes before its block, the block of four, and an empty one. */
    private static final int CONTROL_BYTES = 8;

    /**
     * Finds the first picture.
     *
     * @param gif not modified
     * @throws IOException when the file has none
     */
    static GifPicture of(byte[] gif) throws IOException {
        int flags = u8(gif, 10);
        int start = SCREEN + (flags < 0x80 ? 0 : 3 << ((flags & 7) + 1));
        int at = start;
        int control = -1;
        while (u8(gif, at) == EXTENSION) {
            if (u8(gif, at + 1) == GRAPHIC_CONTROL && u8(gif, at + 2) == 4 && u8(gif, at + 7) == 0) {
                control = at; // the last one before the picture holds
            }
            at += 2;
            while (u8(gif, at) > 0) {
                at += 1 + u8(gif, at);
            }
            at++;
        }
        if (u8(gif, at) != DESCRIPTOR) {
            throw new IOException("it has a block of type " + u8(gif, at) + " before its picture");
        }
        int kept = control < 0 ? 0 : CONTROL_BYTES;
        byte[] bytes = Arrays.copyOf(gif, start + kept + gif.length - at);
        if (control >= 0) {
            System.arraycopy(gif, control, bytes, start, kept);
        }
        System.arraycopy(gif, at, bytes, start + kept, gif.length - at);
        return new GifPicture(bytes, u16(gif, at + 1), u16(gif, at + 3));
    }

    private static int u16(byte[] gif, int at) throws EOFException {
        return u8(gif, at) | u8(gif, at + 1) << 8;
    }

    private static int u8(byte[] gif, int at) throws EOFException {
        if (at >= gif.length) {
            throw new EOFException("it ends before its picture");
        }
        return gif[at] & 0xff;
    }
}
