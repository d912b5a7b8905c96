package org.layerlab.backend.photo;

import java.io.EOFException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The compressed pixels of a BMP: runs of one color, or of two in turn where a pixel has 4 bits, and single pixels. What is
 * jumped over is black, as in Chromium.
 *
 * <p>Source: Microsoft's bitmap compression, {@code BI_RLE8} and {@code BI_RLE4}.
 */
final class BmpRuns {
    private static final int END_OF_ROW = 0;
    private static final int END = 1;
    private static final int JUMP = 2;

    private final byte[] bmp;
    private final int bits;
    private final int width;
    private final byte[] indices;
    private final BitSet filled = new BitSet();
    private int at;
    private int x;
    private int row;

    /**
     * Unpacks the pixels.
     *
     * @param from where they begin
     * @param bits of a pixel, 4 or 8
     * @throws EOFException when the file ends before they do
     */
    BmpRuns(byte[] bmp, int from, int bits, int width, int height) throws EOFException {
        this.bmp = bmp;
        this.bits = bits;
        this.width = width;
        indices = new byte[width * height];
        at = from;
        while (row < height && step()) {}
    }

    /** The index of a pixel in the palette, −1 for none; rows are counted as they are stored. */
    int index(int ofRow, int ofX) {
        int p = ofRow * width + ofX;
        return filled.get(p) ? indices[p] & 0xff : -1;
    }

    /** False at the end. */
    private boolean step() throws EOFException {
        int count = next();
        int code = next();
        if (count > 0) {
            run(count, code);
            return true;
        }
        switch (code) {
            case END_OF_ROW -> {
                x = 0;
                row++;
            }
            case END -> {
                return false;
            }
            case JUMP -> {
                x = Math.min(width, x + next());
                row += next();
            }
            default -> single(code);
        }
        return true;
    }

    /** Beyond the end of a row it is not seen. */
    private void run(int count, int code) {
        int end = Math.min(width, x + count);
        int from = row * width;
        filled.set(from + x, from + end);
        if (bits == 8) {
            Arrays.fill(indices, from + x, from + end, (byte) code);
        }
        for (int i = 0; bits == 4 && x + i < end; i++) {
            indices[from + x + i] = (byte) (i % 2 == 0 ? code >> 4 : code & 15);
        }
        x = end;
    }

    /** This many pixels, one after the other, up to a whole word. */
    private void single(int count) throws EOFException {
        int bytes = (count * bits + 7) / 8;
        int begin = at;
        for (int i = 0; i < count; i++) {
            if (bits == 8 || i % 2 == 0) {
                next();
            }
            if (x < width) {
                int pair = bmp[at - 1] & 0xff;
                indices[row * width + x] = (byte) (bits == 8 ? pair : i % 2 == 0 ? pair >> 4 : pair & 15);
                filled.set(row * width + x++);
            }
        }
        at = begin + bytes + bytes % 2;
    }

    private int next() throws EOFException {
        if (at >= bmp.length) {
            throw new EOFException("it ends before its pixels do");
        }
        return bmp[at++] & 0xff;
    }
}
