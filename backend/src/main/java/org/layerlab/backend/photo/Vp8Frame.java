package org.layerlab.backend.photo;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/**
 * A VP8 key frame, decoded to Y, U and V as libwebp does, bit by bit.
 *
 * <p>Source: RFC 6386.
 */
final class Vp8Frame {
    private static final int MACROBLOCK = 16;

    /** How a mode of a whole macroblock counts as one of its blocks. */
    private static final int[] AS_BLOCK = {0, 2, 3, 1};

    private static final int[] BLOCK_TREE = {0, 2, -1, 4, -2, 6, 8, 12, -3, 10, -5, -6, -4, 14, -7, 16, -8, -9};
    private static final int BLOCK_KINDS = 10;

    private final Vp8Header header;
    private final Vp8Plane y;
    private final Vp8Plane u;
    private final Vp8Plane v;
    private final int columns;
    private final Vp8Coefficients coefficients;

    /** The level of each macroblock, negative where its inner edges stay. */
    private final byte[] levels;

    /** The modes of the 4×4 blocks above, and to the left. */
    private final int[] above;

    private final int[] left = new int[4];
    private final int[] right = new int[4];

    private Vp8Frame(Vp8Header header) {
        this.header = header;
        columns = (header.width + MACROBLOCK - 1) / MACROBLOCK;
        int rows = (header.height + MACROBLOCK - 1) / MACROBLOCK;
        y = new Vp8Plane(MACROBLOCK * columns, MACROBLOCK * rows);
        u = new Vp8Plane(MACROBLOCK / 2 * columns, MACROBLOCK / 2 * rows);
        v = new Vp8Plane(MACROBLOCK / 2 * columns, MACROBLOCK / 2 * rows);
        coefficients = new Vp8Coefficients(header.coefficients, columns);
        levels = new byte[columns * rows];
        above = new int[4 * columns];
    }

    /**
     * Decodes the frame in {@code from ≤ i < end}.
     *
     * @param width what the container says, and so must the frame
     * @throws IOException when it is not a key frame of this size, or ends early
     */
    static Vp8Frame decode(byte[] file, int from, int end, int width, int height) throws IOException {
        Vp8Header header = new Vp8Header(file, from, end);
        if (header.width != width || header.height != height) {
            throw new IOException(
                    "its frame is " + header.width + "×" + header.height + ", not " + width + "×" + height);
        }
        Vp8Frame frame = new Vp8Frame(header);
        int rows = frame.levels.length / Math.max(1, frame.columns);
        for (int row = 0; row < rows; row++) {
            Arrays.fill(frame.left, 0);
            frame.coefficients.startRow();
            for (int column = 0; column < frame.columns; column++) {
                frame.macroblock(column, row);
            }
        }
        frame.smooth();
        return frame;
    }

    Vp8Plane y() {
        return y;
    }

    Vp8Plane u() {
        return u;
    }

    Vp8Plane v() {
        return v;
    }

    private void macroblock(int column, int row) throws EOFException {
        Vp8Bits modes = header.modes;
        int segment = 0;
        if (header.segmentMap) {
            int[] p = header.segmentProbabilities;
            segment = modes.bit(p[0]) == 0 ? modes.bit(p[1]) : 2 + modes.bit(p[2]);
        }
        boolean skipped = header.notSkipped > 0 && modes.bit(header.notSkipped) == 1;
        boolean blocks = modes.bit(145) == 0;
        int[] kinds = new int[MACROBLOCK];
        int mode = 0;
        if (blocks) {
            readBlockModes(column, kinds);
        } else {
            mode = modes.bit(156) == 0
                    ? (modes.bit(163) == 0 ? Vp8Plane.DC : Vp8Plane.VERTICAL)
                    : (modes.bit(128) == 0 ? Vp8Plane.HORIZONTAL : Vp8Plane.TRUE_MOTION);
            Arrays.fill(above, 4 * column, 4 * column + 4, AS_BLOCK[mode]);
            Arrays.fill(left, AS_BLOCK[mode]);
        }
        int chroma = modes.bit(142) == 0
                ? Vp8Plane.DC
                : modes.bit(114) == 0
                        ? Vp8Plane.VERTICAL
                        : modes.bit(183) == 0 ? Vp8Plane.HORIZONTAL : Vp8Plane.TRUE_MOTION;

        boolean any = false;
        if (skipped) {
            coefficients.skip(column, blocks);
        } else {
            Vp8Bits tokens = header.tokens[row % header.tokens.length];
            any = coefficients.read(tokens, column, blocks, header.steps[segment]);
        }
        int level = header.filterLevel == 0 ? 0 : header.level(segment, blocks);
        levels[row * columns + column] = (byte) (blocks || any ? level : -level);
        if (blocks) {
            paintBlocks(column, row, kinds);
        } else {
            y.predict(mode, MACROBLOCK * column, MACROBLOCK * row, MACROBLOCK);
            for (int i = 0; i < MACROBLOCK; i++) {
                y.add(coefficients.values, 16 * i, MACROBLOCK * column + i % 4 * 4, MACROBLOCK * row + i / 4 * 4);
            }
        }
        paint(u, chroma, column, row, 16);
        paint(v, chroma, column, row, 20);
    }

    private void readBlockModes(int column, int[] kinds) throws EOFException {
        for (int i = 0; i < MACROBLOCK; i++) {
            int up = 4 * column + i % 4;
            int probabilities = (above[up] * BLOCK_KINDS + left[i / 4]) * (BLOCK_KINDS - 1);
            int node = 0;
            do {
                node = BLOCK_TREE[node + header.modes.bit(Vp8Tables.BLOCK_MODES[probabilities + node / 2])];
            } while (node > 0);
            kinds[i] = -node;
            above[up] = -node;
            left[i / 4] = -node;
        }
    }

    private void paintBlocks(int column, int row, int[] kinds) {
        int x0 = MACROBLOCK * column;
        int y0 = MACROBLOCK * row;
        int[] corner = new int[4];
        for (int i = 0; i < 4; i++) {
            // Beside the last macroblock there is none: its own last sample above is repeated.
            corner[i] = y.at(column == columns - 1 ? x0 + 15 : x0 + 16 + i, y0 - 1);
        }
        for (int i = 0; i < MACROBLOCK; i++) {
            int x = x0 + i % 4 * 4;
            int top = y0 + i / 4 * 4;
            for (int k = 0; k < 4; k++) {
                // What would be to the right, below the row above, is not decoded yet.
                right[k] = i % 4 == 3 ? corner[k] : y.at(x + 4 + k, top - 1);
            }
            y.predictBlock(kinds[i], x, top, right);
            y.add(coefficients.values, 16 * i, x, top);
        }
    }

    private void paint(Vp8Plane plane, int mode, int column, int row, int block) {
        plane.predict(mode, 8 * column, 8 * row, 8);
        for (int i = 0; i < 4; i++) {
            plane.add(coefficients.values, 16 * (block + i), 8 * column + i % 2 * 4, 8 * row + i / 2 * 4);
        }
    }

    private void smooth() {
        for (int i = 0; i < levels.length; i++) {
            int level = Math.abs(levels[i]);
            if (level > 0) {
                int column = i % columns;
                int row = i / columns;
                boolean inner = levels[i] > 0;
                boolean simple = header.simpleFilter;
                new Vp8LoopFilter(y, level, header.sharpness).filter(16 * column, 16 * row, 16, inner, simple);
                if (!simple) {
                    new Vp8LoopFilter(u, level, header.sharpness).filter(8 * column, 8 * row, 8, inner, false);
                    new Vp8LoopFilter(v, level, header.sharpness).filter(8 * column, 8 * row, 8, inner, false);
                }
            }
        }
    }
}
