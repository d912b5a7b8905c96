package org.layerlab.network.data;

/**
 * Where each output along one axis takes its source pixels, and with what weights: whole numbers, so that the order of
 * addition changes no digit. Sums are to be divided by {@link #total}.
 */
abstract class ResizeAxis {
    /** What the weights are in units of. */
    final double total;

    private ResizeAxis(double total) {
        this.total = total;
    }

    /**
     * An axis.
     *
     * @param length stored pixels along it
     * @param from the first upright pixel that is taken
     * @param count how many are
     * @param side outputs
     * @param reversed whether the stored pixels run against the upright ones
     */
    static ResizeAxis of(Resize resize, int length, int from, int count, int side, boolean reversed) {
        int stored = reversed ? length - from - count : from;
        return resize == Resize.AREA && count >= side
                ? new Area(stored, count, side, reversed)
                : new Cubic(stored, count, side, reversed);
    }

    /** The first stored pixel that output {@code i} takes; it takes all from there to {@link #last}. */
    abstract int first(int i);

    /** The last one. */
    abstract int last(int i);

    /** The weight of a stored pixel from the first to the last. */
    abstract int weight(int i, int position);

    /**
     * Reduces one row of pixels.
     *
     * @param rgba the row, 4 bytes a pixel: red, green, blue, and one that is ignored; not modified
     * @param to 3·side sums of blue, green, red, overwritten
     */
    abstract void reduce(byte[] rgba, double[] to);

    /** OpenCV's four taps, in units of 1/2048. */
    private static final class Cubic extends ResizeAxis {
        private static final int TAPS = 4;
        private static final float A = -0.75f;
        private static final int SCALE = 1 << 11;

        private final int[] positions;
        private final int[] coefficients;

        Cubic(int stored, int count, int side, boolean reversed) {
            super(SCALE);
            positions = new int[TAPS * side];
            coefficients = new int[TAPS * side];
            double scale = 1.0 / ((double) side / count);
            for (int d = 0; d < side; d++) {
                float at = (float) ((d + 0.5) * scale - 0.5);
                int before = (int) Math.floor(at);
                cubic(at - before, coefficients, TAPS * d);
                for (int k = 0; k < TAPS; k++) {
                    int p = Math.max(0, Math.min(count - 1, before - 1 + k));
                    positions[TAPS * d + k] = stored + (reversed ? count - 1 - p : p);
                }
            }
        }

        /** Keys' cubic kernel at a fraction {@code x} of the way from the second tap to the third, in float32. */
        private static void cubic(float x, int[] coefficients, int at) {
            float c0 = ((A * (x + 1) - 5 * A) * (x + 1) + 8 * A) * (x + 1) - 4 * A;
            float c1 = ((A + 2) * x - (A + 3)) * x * x + 1;
            float c2 = ((A + 2) * (1 - x) - (A + 3)) * (1 - x) * (1 - x) + 1;
            float c3 = 1f - c0 - c1 - c2;
            coefficients[at] = (int) Math.rint(c0 * SCALE);
            coefficients[at + 1] = (int) Math.rint(c1 * SCALE);
            coefficients[at + 2] = (int) Math.rint(c2 * SCALE);
            coefficients[at + 3] = (int) Math.rint(c3 * SCALE);
        }

        @Override
        int first(int i) {
            return Math.min(positions[TAPS * i], positions[TAPS * i + TAPS - 1]);
        }

        @Override
        int last(int i) {
            return Math.max(positions[TAPS * i], positions[TAPS * i + TAPS - 1]);
        }

        @Override
        int weight(int i, int position) {
            int sum = 0;
            // The border's pixel is repeated.
            for (int k = TAPS * i; k < TAPS * i + TAPS; k++) {
                sum += positions[k] == position ? coefficients[k] : 0;
            }
            return sum;
        }

        @Override
        void reduce(byte[] rgba, double[] to) {
            for (int i = 0; 3 * i < to.length; i++) {
                for (int c = 0; c < 3; c++) {
                    int sum = 0;
                    for (int k = TAPS * i; k < TAPS * i + TAPS; k++) {
                        sum += coefficients[k] * (rgba[4 * positions[k] + 2 - c] & 0xff);
                    }
                    to[3 * i + c] = sum;
                }
            }
        }
    }

    /**
     * The pixels under each output, by overlap. In units of 1/side of a pixel an output is {@code count} long and a pixel
     * {@code side}, so that overlaps are whole numbers.
     */
    private static final class Area extends ResizeAxis {
        private final int side;
        /** The first and the last stored pixel of each output, and how much of each it covers. */
        private final int[] first;

        private final int[] last;
        private final int[] ofFirst;
        private final int[] ofLast;

        Area(int stored, int count, int side, boolean reversed) {
            super(count);
            this.side = side;
            first = new int[side];
            last = new int[side];
            ofFirst = new int[side];
            ofLast = new int[side];
            for (int i = 0; i < side; i++) {
                // The stored order is the upright one mirrored, so that output i is output side − 1 − i of it.
                long begin = (long) (reversed ? side - 1 - i : i) * count;
                long end = begin + count;
                int from = (int) (begin / side);
                int to = (int) ((end - 1) / side);
                first[i] = stored + from;
                last[i] = stored + to;
                ofFirst[i] = (int) (Math.min(end, (from + 1L) * side) - begin);
                ofLast[i] = from == to ? 0 : (int) (end - (long) to * side);
            }
        }

        @Override
        int first(int i) {
            return first[i];
        }

        @Override
        int last(int i) {
            return last[i];
        }

        @Override
        int weight(int i, int position) {
            return position == first[i] ? ofFirst[i] : position == last[i] ? ofLast[i] : side;
        }

        @Override
        void reduce(byte[] rgba, double[] to) {
            for (int i = 0; i < side; i++) {
                int at = 4 * first[i];
                int end = 4 * last[i];
                int r = 0;
                int g = 0;
                int b = 0;
                // Below 2³¹ as long as an output covers fewer than 8 million pixels of a row.
                for (int p = at + 4; p < end; p += 4) {
                    r += rgba[p] & 0xff;
                    g += rgba[p + 1] & 0xff;
                    b += rgba[p + 2] & 0xff;
                }
                to[3 * i] = sum(i, b, rgba[at + 2], rgba[end + 2]);
                to[3 * i + 1] = sum(i, g, rgba[at + 1], rgba[end + 1]);
                to[3 * i + 2] = sum(i, r, rgba[at], rgba[end]);
            }
        }

        private double sum(int i, int between, byte atFirst, byte atLast) {
            return (double) side * between
                    + (double) ofFirst[i] * (atFirst & 0xff)
                    + (double) ofLast[i] * (atLast & 0xff);
        }
    }
}
