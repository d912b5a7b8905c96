package org.layerlab.backend.photo;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.layerlab.network.data.ImageHeader;
import org.layerlab.network.data.PhotoException;
import org.layerlab.network.data.PhotoRows;

/**
 * The first picture of a GIF as rows of RGBA, and its place on the screen. The JDK's reader shows noise where blocks of data
 * are short, and leaves what is missing of a picture as it is.
 *
 * <p>Source: GIF89a.
 */
final class GifPicture implements PhotoRows {
    private static final int SCREEN = 13;
    private static final int EXTENSION = 0x21;
    private static final int DESCRIPTOR = 0x2c;
    private static final int DESCRIPTOR_BYTES = 10;
    private static final int GRAPHIC_CONTROL = 0xf9;
    private static final int INTERLACED = 0x40;
    private static final int BLACK = 0xff000000;

    private final int left;
    private final int top;
    private final int width;
    private final int height;
    private final boolean interlaced;
    private final int[] palette;
    private final byte[] indices;

    /**
     * @param at where its descriptor is
     * @param transparent the index that is not seen; −1 for none
     */
    private GifPicture(String name, byte[] gif, int at, int transparent) throws IOException, PhotoException {
        left = u16(gif, at + 1);
        top = u16(gif, at + 3);
        width = u16(gif, at + 5);
        height = u16(gif, at + 7);
        ImageHeader.requirePixels(name, width, height);
        int flags = u8(gif, at + 9);
        interlaced = (flags & INTERLACED) != 0;
        int colors = at + DESCRIPTOR_BYTES;
        palette = colors(flags) > 0 ? palette(gif, colors, flags) : palette(gif, SCREEN, u8(gif, 10));
        if (transparent >= 0) {
            palette[transparent] = 0;
        }
        indices = GifCodes.unpacked(gif, colors + colors(flags), width * height);
    }

    /**
     * Finds the first picture, and decodes it.
     *
     * @param name what to call the file in a message
     * @param gif not modified
     * @throws IOException when the file has none, or it is damaged or ends early
     * @throws PhotoException when it has too many pixels
     */
    static GifPicture of(String name, byte[] gif) throws IOException, PhotoException {
        if (u8(gif, 5) != 'a' || (u8(gif, 4) != '7' && u8(gif, 4) != '9')) {
            throw new IOException("neither GIF87a nor GIF89a");
        }
        int at = SCREEN + colors(u8(gif, 10));
        int transparent = -1;
        while (u8(gif, at) == EXTENSION) {
            if (u8(gif, at + 1) == GRAPHIC_CONTROL) {
                if (u8(gif, at + 2) != 4 || u8(gif, at + 7) != 0) {
                    throw new IOException("its graphic control is not one of four bytes");
                }
                // The last one before the picture holds.
                transparent = (u8(gif, at + 3) & 1) == 0 ? -1 : u8(gif, at + 6);
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
        return new GifPicture(name, gif, at, transparent);
    }

    /** Columns of the screen to the left of the picture. */
    int left() {
        return left;
    }

    /** Rows of the screen above it. */
    int top() {
        return top;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    @Override
    public void read(int y, byte[] rgba) {
        int from = (interlaced ? stored(y) : y) * width;
        for (int x = 0; x < width; x++) {
            int color = palette[indices[from + x] & 0xff];
            rgba[4 * x] = (byte) (color >> 16);
            rgba[4 * x + 1] = (byte) (color >> 8);
            rgba[4 * x + 2] = (byte) color;
            rgba[4 * x + 3] = (byte) (color >>> 24);
        }
    }

    /** Where a row is that is stored in four passes: each eighth, those between them, each fourth, each second. */
    private int stored(int y) {
        return switch (y % 8) {
            case 0 -> y / 8;
            case 4 -> (height + 7) / 8 + y / 8;
            case 2, 6 -> (height + 3) / 4 + y / 4;
            default -> (height + 1) / 2 + y / 2;
        };
    }

    /** Its colors; missing ones are black. */
    private static int[] palette(byte[] gif, int from, int flags) throws EOFException {
        int[] palette = new int[256];
        Arrays.fill(palette, BLACK);
        for (int i = 0; 3 * i < colors(flags); i++) {
            int at = from + 3 * i;
            palette[i] = BLACK | u8(gif, at) << 16 | u8(gif, at + 1) << 8 | u8(gif, at + 2);
        }
        return palette;
    }

    /** The bytes of a color table. */
    private static int colors(int flags) {
        return flags < 0x80 ? 0 : 3 << ((flags & 7) + 1);
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
