package org.layerlab.backend.photo;

import java.io.EOFException;
import java.io.IOException;

/**
 * The compressed pixels of a GIF: codes of a growing number of bits, each of which stands for a string of pixels that came
 * before (LZW), in blocks of up to 255 bytes.
 *
 * <p>Source: GIF89a, appendix F.
 */
final class GifCodes {
    private static final int MOST_CODES = 4096;
    private static final int MOST_BITS = 12;

    private final byte[] gif;
    private int at;
    private int leftInBlock;
    private int bits;
    private int count;

    private GifCodes(byte[] gif, int at) {
        this.gif = gif;
        this.at = at;
    }

    /**
     * The pixels' indices into the palette.
     *
     * @param at where the data begin, with the number of bits of a pixel
     * @param pixels how many there are; what follows them is not read
     * @throws IOException when there are fewer, or a code stands for nothing
     */
    static byte[] unpacked(byte[] gif, int at, int pixels) throws IOException {
        int pixelBits = u8(gif, at);
        if (pixelBits < 1 || pixelBits > 8) {
            throw new IOException("pixels of " + pixelBits + " bits");
        }
        return new GifCodes(gif, at + 1).unpacked(pixelBits, pixels);
    }

    private byte[] unpacked(int pixelBits, int pixels) throws IOException {
        byte[] out = new byte[pixels];
        int clear = 1 << pixelBits;
        int end = clear + 1;
        // The string of a code is where it first came: the one before it, and the pixel that followed.
        int[] starts = new int[MOST_CODES];
        int[] lengths = new int[MOST_CODES];
        int next = clear + 2;
        int size = pixelBits + 1;
        int before = 0;
        int beforeLength = 0;
        int filled = 0;
        while (filled < pixels) {
            int code = read(size);
            if (code == clear) {
                next = clear + 2;
                size = pixelBits + 1;
                beforeLength = 0;
                continue;
            }
            if (code == end) {
                throw new EOFException("its picture ends after " + filled + " of " + pixels + " pixels");
            }
            if (beforeLength > 0 && next < MOST_CODES) {
                starts[next] = before;
                lengths[next] = beforeLength + 1;
                next++;
            }
            if (code >= next) {
                throw new IOException("a code that stands for nothing: " + code);
            }
            before = filled;
            if (code < clear) {
                out[filled++] = (byte) code;
                beforeLength = 1;
            } else {
                beforeLength = lengths[code];
                // One by one: the string may reach into itself.
                for (int i = 0, from = starts[code]; i < beforeLength && filled < pixels; i++) {
                    out[filled++] = out[from + i];
                }
            }
            size = next == 1 << size && size < MOST_BITS ? size + 1 : size;
        }
        return out;
    }

    /** A code; the first bits are the lowest. */
    private int read(int size) throws IOException {
        while (count < size) {
            if (leftInBlock == 0) {
                leftInBlock = u8(gif, at++);
                if (leftInBlock == 0) {
                    throw new EOFException("its data end before its picture does");
                }
            }
            bits |= u8(gif, at++) << count;
            count += 8;
            leftInBlock--;
        }
        int code = bits & ((1 << size) - 1);
        bits >>>= size;
        count -= size;
        return code;
    }

    private static int u8(byte[] gif, int at) throws EOFException {
        if (at >= gif.length) {
            throw new EOFException("it ends before its picture does");
        }
        return gif[at] & 0xff;
    }
}
