package org.layerlab.backend.photo;

import java.io.EOFException;
import java.io.IOException;

/**
 * What a VP8 key frame says about itself before its macroblocks.
 *
 * <p>Source: RFC 6386, sections 9 and 19.2.
 */
final class Vp8Header {
    private static final int SEGMENTS = 4;
    private static final int HEADER = 10;

    final int width;
    final int height;

    /** The first partition, at the first macroblock's modes. */
    final Vp8Bits modes;

    /** The partitions of coefficients; the rows of macroblocks take turns. */
    final Vp8Bits[] tokens;

    final boolean segmentMap;
    final int[] segmentProbabilities = {255, 255, 255};
    final boolean simpleFilter;
    final int filterLevel;
    final int sharpness;

    /** Probabilities of tokens, as in {@link Vp8Tables#COEFFICIENTS}. */
    final int[] coefficients = Vp8Tables.COEFFICIENTS.clone();

    /** The probability of a macroblock with coefficients; 0 where the frame does not tell. */
    final int notSkipped;

    /** Steps by segment: of Y after Y2, Y2 and chroma, each for its first coefficient and the others. */
    final int[][] steps = new int[SEGMENTS][];

    private final boolean segmented;
    private final boolean absolute;
    private final int[] segmentSteps = new int[SEGMENTS];
    private final int[] segmentLevels = new int[SEGMENTS];
    private final int intraDelta;
    private final int blocksDelta;

    /**
     * Reads the header of the frame in {@code from ≤ i < end}.
     *
     * @throws IOException when it is not a key frame, or ends early
     */
    Vp8Header(byte[] file, int from, int end) throws IOException {
        if (end - from < HEADER) {
            throw new EOFException("no header");
        }
        int tag = int24(file, from);
        if ((tag & 1) != 0) {
            throw new IOException("not a key frame");
        }
        width = int24(file, from + 6) & 0x3fff;
        height = ((file[from + 8] & 0xff) | (file[from + 9] << 8)) & 0x3fff;
        int first = from + HEADER;
        int second = first + (tag >> 5);
        if (second > end) {
            throw new EOFException("the first partition ends early");
        }
        modes = new Vp8Bits(file, first, second);
        modes.number(2); // the color space, and whether values have to be clamped
        segmented = modes.flag();
        boolean map = segmented && modes.flag();
        absolute = segmented && segments();
        if (map) {
            for (int i = 0; i < segmentProbabilities.length; i++) {
                segmentProbabilities[i] = modes.flag() ? modes.number(8) : 255;
            }
        }
        segmentMap = map;
        simpleFilter = modes.flag();
        filterLevel = modes.number(6);
        sharpness = modes.number(3);
        int[] deltas = filterDeltas();
        intraDelta = deltas[0];
        blocksDelta = deltas[SEGMENTS];
        tokens = partitions(file, second, end, 1 << modes.number(2));
        readSteps();
        modes.flag(); // whether the probabilities hold for later frames
        for (int i = 0; i < coefficients.length; i++) {
            if (modes.bit(Vp8Tables.COEFFICIENT_UPDATES[i]) == 1) {
                coefficients[i] = modes.number(8);
            }
        }
        notSkipped = modes.flag() ? modes.number(8) : 0;
    }

    private static int int24(byte[] file, int at) {
        return (file[at] & 0xff) | ((file[at + 1] & 0xff) << 8) | ((file[at + 2] & 0xff) << 16);
    }

    /** Whether the segments' values are absolute. */
    private boolean segments() throws EOFException {
        if (!modes.flag()) {
            return false;
        }
        boolean whole = modes.flag();
        for (int s = 0; s < SEGMENTS; s++) {
            segmentSteps[s] = modes.optional(7);
        }
        for (int s = 0; s < SEGMENTS; s++) {
            segmentLevels[s] = modes.optional(6);
        }
        return whole;
    }

    /** By how much the filter's level differs: four kinds of reference frame, then four modes. */
    private int[] filterDeltas() throws EOFException {
        int[] deltas = new int[2 * SEGMENTS];
        boolean used = modes.flag();
        if (used && modes.flag()) {
            for (int i = 0; i < deltas.length; i++) {
                deltas[i] = modes.optional(6);
            }
        }
        return deltas;
    }

    private static Vp8Bits[] partitions(byte[] file, int at, int end, int count) throws EOFException {
        Vp8Bits[] tokens = new Vp8Bits[count];
        int from = at + 3 * (count - 1);
        if (from > end) {
            throw new EOFException("no partitions");
        }
        for (int i = 0; i < count; i++) {
            int p = at + 3 * i;
            int to = i == count - 1 ? end : Math.min(end, from + int24(file, p));
            tokens[i] = new Vp8Bits(file, from, to);
            from = to;
        }
        return tokens;
    }

    private void readSteps() throws EOFException {
        int base = modes.number(7);
        int[] deltas = new int[5];
        for (int i = 0; i < deltas.length; i++) {
            deltas[i] = modes.optional(4);
        }
        for (int s = 0; s < SEGMENTS; s++) {
            int q = !segmented ? base : absolute ? segmentSteps[s] : base + segmentSteps[s];
            steps[s] = new int[] {
                step(Vp8Tables.DC_STEPS, q + deltas[0], 127),
                step(Vp8Tables.AC_STEPS, q, 127),
                2 * step(Vp8Tables.DC_STEPS, q + deltas[1], 127),
                Math.max(8, step(Vp8Tables.AC_STEPS, q + deltas[2], 127) * 155 / 100),
                step(Vp8Tables.DC_STEPS, q + deltas[3], 117),
                step(Vp8Tables.AC_STEPS, q + deltas[4], 127)
            };
        }
    }

    private static int step(int[] table, int index, int last) {
        return table[Math.max(0, Math.min(last, index))];
    }

    /** How strongly the edges of a macroblock are smoothed, 0 to 63. */
    int level(int segment, boolean blocks) {
        int level = !segmented ? filterLevel : absolute ? segmentLevels[segment] : filterLevel + segmentLevels[segment];
        return Math.max(0, Math.min(63, level + intraDelta + (blocks ? blocksDelta : 0)));
    }
}
