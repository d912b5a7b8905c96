package org.layerlab.backend.photo;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoRows;

/**
 * A BMP as rows of RGBA. The JDK's reader believes the length that a file says it has, which many programs leave at 0, and
 * drops the alpha of 16-bit pixels.
 *
 * <p>Sources: Microsoft's {@code BITMAPINFOHEADER} to {@code BITMAPV5HEADER}; {@code OS22XBITMAPHEADER}.
 */
final class BmpPicture implements PhotoRows {
    /** The file's header, after which that of the picture begins with its length. */
    private static final int FILE_HEADER = 14;

    private static final int FIRST_VERSION = 12;
    private static final int OS2 = 64;
    private static final int WITH_ALPHA = 56;
    private static final int FOURTH_VERSION = 108;

    /** Where the masks are: in a long header, behind a short one. */
    private static final int MASKS = 54;

    private static final int RGB = 0;
    private static final int RUNS_OF_8_BITS = 1;
    private static final int RUNS_OF_4_BITS = 2;
    private static final int BIT_FIELDS = 3;
    private static final int ALPHA_BIT_FIELDS = 6;

    private static final int BLACK = 0xff000000;

    private final ByteBuffer file;
    private final int width;
    private final int height;
    private final boolean fromTop;
    private final int bits;
    private final int from;
    private final int stride;
    private final int[] palette;
    private final Channel[] channels;

    /** The indices of a compressed picture, else null. */
    private final @Nullable BmpRuns runs;

    /** The bits of a pixel that are one of its four channels. */
    private record Channel(int mask, int shift, int bits) {
        static Channel of(int mask) throws IOException {
            int shift = mask == 0 ? 0 : Integer.numberOfTrailingZeros(mask);
            int bits = Integer.bitCount(mask);
            if (mask >>> shift != (int) ((1L << bits) - 1)) {
                throw new IOException("the mask " + Integer.toHexString(mask) + " has gaps");
            }
            return new Channel(mask, shift, bits);
        }

        int of(int pixel, int without) {
            return bits == 0 ? without : ImageRows.byteOf((pixel & mask) >>> shift, bits);
        }
    }

    private BmpPicture(byte[] bmp) throws IOException {
        file = ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN);
        int header = file.getInt(FILE_HEADER);
        boolean old = header == FIRST_VERSION;
        int compression = compression(file);
        width = old ? file.getChar(18) : file.getInt(18);
        int rows = old ? file.getChar(20) : file.getInt(22);
        height = Math.abs(rows);
        fromTop = rows < 0;
        bits = file.getChar(old ? 24 : 28);
        from = file.getInt(10);
        boolean packed = (compression == RUNS_OF_8_BITS && bits == 8) || (compression == RUNS_OF_4_BITS && bits == 4);
        boolean masked = header != OS2 && (compression == BIT_FIELDS || compression == ALPHA_BIT_FIELDS);
        if (!packed && !masked && compression != RGB) {
            throw new IOException("a compression of " + compression + " with " + bits + " bits");
        }
        long row = packed ? 0 : ((long) width * bits + 31) / 32 * 4;
        if (from < 0 || from + row * height > bmp.length) {
            throw new EOFException("its pixels end early");
        }
        stride = (int) row;
        runs = packed ? new BmpRuns(bmp, from, bits, width, height) : null;
        palette = new int[bits <= 8 ? 1 << bits : 0];
        channels = new Channel[4];
        switch (bits) {
            case 1, 2, 4, 8 -> fillPalette(FILE_HEADER + header, old ? 3 : 4, old ? 0 : file.getInt(46));
            case 16, 24, 32 -> fillChannels(header, compression);
            default -> throw new IOException(bits + " bits a pixel");
        }
    }

    private static int compression(ByteBuffer file) {
        return file.getInt(FILE_HEADER) == FIRST_VERSION ? RGB : file.getInt(30);
    }

    /**
     * The rows of a BMP.
     *
     * @param bmp not modified
     * @throws IOException when it ends early, or its bits, masks or compression are none
     */
    static BmpPicture of(byte[] bmp) throws IOException {
        return new BmpPicture(bmp);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Colors that are missing are black. */
    private void fillPalette(int at, int bytes, int used) {
        int colors = used > 0 && used < palette.length ? used : palette.length;
        for (int i = 0; i < palette.length; i++) {
            int color = at + i * bytes;
            boolean there = i < colors && color + 3 <= file.capacity();
            palette[i] = there ? BLACK | (byteAt(color + 2) << 16) | (byteAt(color + 1) << 8) | byteAt(color) : BLACK;
        }
    }

    private void fillChannels(int header, int compression) throws IOException {
        int alpha = 0;
        if (header >= FOURTH_VERSION
                || (header >= WITH_ALPHA && compression == BIT_FIELDS)
                || compression == ALPHA_BIT_FIELDS) {
            alpha = file.getInt(MASKS + 12);
        }
        if (compression == RGB) {
            int each = bits == 16 ? 5 : 8;
            for (int i = 0; i < 3; i++) {
                channels[i] = Channel.of(((1 << each) - 1) << (each * (2 - i)));
            }
        } else if (bits == 24) {
            throw new IOException("masks of 24 bits");
        } else {
            for (int i = 0; i < 3; i++) {
                channels[i] = Channel.of(inPixel(file.getInt(MASKS + 4 * i)));
            }
        }
        channels[3] = Channel.of(inPixel(alpha));
    }

    /** Some masks are of more bits than pixels have. */
    private int inPixel(int mask) {
        return bits == 32 ? mask : mask & ((1 << bits) - 1);
    }

    @Override
    public void read(int y, byte[] rgba) {
        int row = from + (fromTop ? y : height - 1 - y) * stride;
        for (int x = 0; x < width; x++) {
            int color = bits > 8 ? color(pixel(row, x)) : runs == null ? palette[index(row, x)] : color(runs, y, x);
            rgba[4 * x] = (byte) (color >> 16);
            rgba[4 * x + 1] = (byte) (color >> 8);
            rgba[4 * x + 2] = (byte) color;
            rgba[4 * x + 3] = (byte) (color >>> 24);
        }
    }

    private int index(int row, int x) {
        int bit = x * bits;
        return byteAt(row + bit / 8) >> (8 - bits - bit % 8) & (palette.length - 1);
    }

    private int color(BmpRuns packed, int y, int x) {
        int index = packed.index(fromTop ? y : height - 1 - y, x);
        return index < 0 ? BLACK : palette[index];
    }

    private int byteAt(int at) {
        return file.get(at) & 0xff;
    }

    private int pixel(int row, int x) {
        int at = row + x * (bits / 8);
        return switch (bits) {
            case 16 -> file.getChar(at);
            case 24 -> file.getChar(at) | (byteAt(at + 2) << 16);
            default -> file.getInt(at);
        };
    }

    private int color(int pixel) {
        return (channels[3].of(pixel, 255) << 24)
                | (channels[0].of(pixel, 0) << 16)
                | (channels[1].of(pixel, 0) << 8)
                | channels[2].of(pixel, 0);
    }
}
