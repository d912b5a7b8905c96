package org.layerlab.backend.photo;

import java.io.EOFException;
import java.util.Arrays;

/**
 * The coefficients of a macroblock: 16 blocks of Y, then 4 of U and 4 of V, of 16 numbers each, with their steps.
 *
 * <p>Source: RFC 6386, sections 13 and 14; where it leaves a choice, libwebp's.
 */
final class Vp8Coefficients {
    static final int BLOCKS = 24;

    private static final int BLOCK = 16;
    private static final int LUMA = 16;

    /** Types of blocks: Y after Y2, Y2, chroma, Y with its first coefficient. */
    private static final int Y_AFTER_Y2 = 0;

    private static final int Y2 = 1;
    private static final int CHROMA = 2;
    private static final int Y_WHOLE = 3;

    private static final int[] ZIGZAG = {0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15};
    private static final int[] BANDS = {0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7};
    private static final int NODES = 11;
    private static final int CONTEXTS = 3;
    private static final int[][] LARGE = {
        {173, 148, 140},
        {176, 155, 140, 135},
        {180, 157, 141, 134, 130},
        {254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129}
    };

    /** The macroblock's numbers. */
    final int[] values = new int[BLOCKS * BLOCK];

    private final int[] probabilities;
    private final int[] y2 = new int[BLOCK];

    /** Which blocks above and to the left have coefficients: four of Y, two of U, two of V, one of Y2. */
    private final boolean[] above;

    private final boolean[] left = new boolean[9];

    /** For frames that are this many macroblocks wide. */
    Vp8Coefficients(int[] probabilities, int columns) {
        this.probabilities = probabilities;
        above = new boolean[9 * columns];
    }

    void startRow() {
        Arrays.fill(left, false);
    }

    /**
     * A macroblock without coefficients.
     *
     * @param blocks whether its 4×4 blocks have modes of their own; it has no Y2 then, and the one before counts on
     */
    void skip(int column, boolean blocks) {
        int count = blocks ? 8 : 9;
        Arrays.fill(values, 0);
        Arrays.fill(left, 0, count, false);
        Arrays.fill(above, 9 * column, 9 * column + count, false);
    }

    /**
     * Reads a macroblock.
     *
     * @param steps as in {@link Vp8Header#steps}
     * @return whether it has any coefficient but 0
     */
    boolean read(Vp8Bits in, int column, boolean blocks, int[] steps) throws EOFException {
        int top = 9 * column;
        Arrays.fill(values, 0);
        int first = 0;
        if (!blocks) {
            Arrays.fill(y2, 0);
            int context = (above[top + 8] ? 1 : 0) + (left[8] ? 1 : 0);
            boolean some = read(in, Y2, context, 0, steps, 2, y2, 0) > 0;
            above[top + 8] = some;
            left[8] = some;
            spread();
            first = 1;
        }
        boolean any = false;
        for (int i = 0; i < LUMA; i++) {
            any |= block(in, blocks ? Y_WHOLE : Y_AFTER_Y2, first, steps, 0, i, top + i % 4, i / 4);
        }
        for (int i = LUMA; i < BLOCKS; i++) {
            int plane = 4 + (i - LUMA) / 4 * 2;
            any |= block(in, CHROMA, 0, steps, 4, i, top + plane + i % 2, plane + i % 4 / 2);
        }
        return any;
    }

    private boolean block(Vp8Bits in, int type, int first, int[] steps, int step, int block, int up, int side)
            throws EOFException {
        int context = (above[up] ? 1 : 0) + (left[side] ? 1 : 0);
        int end = read(in, type, context, first, steps, step, values, block * BLOCK);
        above[up] = end > first;
        left[side] = end > first;
        return end > 1 || values[block * BLOCK] != 0;
    }

    /** The coefficients of a block; where it ends: behind the last one that is not 0. */
    private int read(Vp8Bits in, int type, int context, int first, int[] steps, int step, int[] to, int at)
            throws EOFException {
        int p = node(type, first, context);
        for (int n = first; n < BLOCK; n++) {
            if (in.bit(probabilities[p]) == 0) {
                return n;
            }
            while (in.bit(probabilities[p + 1]) == 0) {
                n++;
                if (n == BLOCK) {
                    return BLOCK;
                }
                p = node(type, n, 0);
            }
            int value = in.bit(probabilities[p + 2]) == 0 ? 1 : large(in, p);
            p = n + 1 < BLOCK ? node(type, n + 1, value == 1 ? 1 : 2) : p;
            to[at + ZIGZAG[n]] = (in.flag() ? -value : value) * steps[step + (n > 0 ? 1 : 0)];
        }
        return BLOCK;
    }

    private static int node(int type, int n, int context) {
        return ((type * 8 + BANDS[n]) * CONTEXTS + context) * NODES;
    }

    /** A value of at least 2. */
    private int large(Vp8Bits in, int p) throws EOFException {
        if (in.bit(probabilities[p + 3]) == 0) {
            return in.bit(probabilities[p + 4]) == 0 ? 2 : 3 + in.bit(probabilities[p + 5]);
        }
        if (in.bit(probabilities[p + 6]) == 0) {
            if (in.bit(probabilities[p + 7]) == 0) {
                return 5 + in.bit(159);
            }
            int high = in.bit(165);
            return 7 + 2 * high + in.bit(145);
        }
        int upper = in.bit(probabilities[p + 8]);
        int category = 2 * upper + in.bit(probabilities[p + 9 + upper]);
        int value = 0;
        for (int probability : LARGE[category]) {
            value = 2 * value + in.bit(probability);
        }
        return value + 3 + (8 << category);
    }

    /** The inverse Walsh–Hadamard transform: each number of Y2 becomes a block's first coefficient. */
    private void spread() {
        int[] half = new int[BLOCK];
        for (int i = 0; i < 4; i++) {
            int a = y2[i] + y2[12 + i];
            int b = y2[4 + i] + y2[8 + i];
            int c = y2[4 + i] - y2[8 + i];
            int d = y2[i] - y2[12 + i];
            half[i] = a + b;
            half[4 + i] = d + c;
            half[8 + i] = a - b;
            half[12 + i] = d - c;
        }
        for (int i = 0; i < BLOCK; i += 4) {
            int a = half[i] + 3 + half[i + 3];
            int b = half[i + 1] + half[i + 2];
            int c = half[i + 1] - half[i + 2];
            int d = half[i] + 3 - half[i + 3];
            values[i * BLOCK] = (a + b) >> 3;
            values[(i + 1) * BLOCK] = (d + c) >> 3;
            values[(i + 2) * BLOCK] = (a - b) >> 3;
            values[(i + 3) * BLOCK] = (d - c) >> 3;
        }
    }
}
