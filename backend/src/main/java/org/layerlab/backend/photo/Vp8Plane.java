package org.layerlab.backend.photo;

/**
 * Y, U or V of a VP8 frame: predicted from what is above and to the left, before it is smoothed, plus what the coefficients
 * say.
 *
 * <p>Source: RFC 6386, sections 12 and 14.3; the borders as in libwebp.
 */
final class Vp8Plane {
    static final int DC = 0;
    static final int VERTICAL = 1;
    static final int HORIZONTAL = 2;
    static final int TRUE_MOTION = 3;

    /** What is above the frame, and what is to the left of it. */
    private static final int ABOVE = 127;

    private static final int LEFT = 129;

    /** Samples, row by row. */
    final byte[] samples;

    /** Samples of a row: those of whole macroblocks. */
    final int stride;

    /** The border of a 4×4 block: 4 samples to the left from the bottom, the corner, 8 above. */
    private final int[] edge = new int[13];

    private final int[] half = new int[16];

    Vp8Plane(int stride, int rows) {
        this.stride = stride;
        samples = new byte[stride * rows];
    }

    int at(int x, int y) {
        if (y < 0) {
            return ABOVE;
        }
        return x < 0 ? LEFT : samples[y * stride + x] & 0xff;
    }

    /** Predicts a square of a macroblock. */
    void predict(int mode, int x, int y, int size) {
        int corner = at(x - 1, y - 1);
        int mean = mode == DC ? mean(x, y, size) : 0;
        for (int j = 0; j < size; j++) {
            int row = (y + j) * stride + x;
            int left = at(x - 1, y + j);
            for (int i = 0; i < size; i++) {
                int value = switch (mode) {
                    case VERTICAL -> at(x + i, y - 1);
                    case HORIZONTAL -> left;
                    case TRUE_MOTION -> clamp(left + at(x + i, y - 1) - corner);
                    default -> mean;
                };
                samples[row + i] = (byte) value;
            }
        }
    }

    private int mean(int x, int y, int size) {
        int sum = 0;
        int count = 0;
        for (int i = 0; i < size; i++) {
            sum += y > 0 ? at(x + i, y - 1) : 0;
            sum += x > 0 ? at(x - 1, y + i) : 0;
        }
        count += y > 0 ? size : 0;
        count += x > 0 ? size : 0;
        return count == 0 ? 128 : (sum + count / 2) / count;
    }

    /**
     * Predicts a 4×4 block.
     *
     * @param mode in the order of the standard: DC, TM, VE, HE, LD, RD, VR, VL, HD, HU
     * @param right four samples that follow above it
     */
    void predictBlock(int mode, int x, int y, int[] right) {
        for (int i = 0; i < 4; i++) {
            edge[i] = at(x - 1, y + 3 - i);
            edge[5 + i] = at(x + i, y - 1);
            edge[9 + i] = right[i];
        }
        edge[4] = at(x - 1, y - 1);
        int mean = 4;
        for (int i = 0; i < 4; i++) {
            mean += edge[i] + edge[5 + i];
        }
        for (int j = 0; j < 4; j++) {
            for (int i = 0; i < 4; i++) {
                int value = switch (mode) {
                    case 0 -> mean >> 3;
                    case 1 -> clamp(edge[3 - j] + edge[5 + i] - edge[4]);
                    case 2 -> mean3(5 + i);
                    case 3 -> j == 3 ? (edge[1] + 3 * edge[0] + 2) >> 2 : mean3(3 - j);
                    case 4 -> i + j == 6 ? (edge[11] + 3 * edge[12] + 2) >> 2 : mean3(6 + i + j);
                    case 5 -> mean3(4 + i - j);
                    case 6 -> verticalRight(i, j);
                    case 7 -> verticalLeft(i, j);
                    case 8 -> horizontalDown(i, j);
                    default -> horizontalUp(i, j);
                };
                samples[(y + j) * stride + x + i] = (byte) value;
            }
        }
    }

    private int verticalRight(int i, int j) {
        if (i == 0 && j > 1) {
            return mean3(5 - j);
        }
        int at = 4 + i - j / 2;
        return j % 2 == 0 ? mean2(at) : mean3(at);
    }

    private int verticalLeft(int i, int j) {
        if (i == 3 && j > 1) {
            return mean3(8 + j);
        }
        int at = 5 + i + j / 2;
        return j % 2 == 0 ? mean2(at) : mean3(at + 1);
    }

    private int horizontalDown(int i, int j) {
        if (j == 0 && i > 1) {
            return mean3(3 + i);
        }
        int at = 3 - j + i / 2;
        return i % 2 == 0 ? mean2(at) : mean3(at + 1);
    }

    private int horizontalUp(int i, int j) {
        int step = i + 2 * j;
        if (step > 5) {
            return edge[0];
        }
        int at = 3 - step / 2;
        if (step == 5) {
            return (edge[1] + 3 * edge[0] + 2) >> 2;
        }
        return step % 2 == 0 ? mean2(at - 1) : mean3(at - 1);
    }

    private int mean2(int at) {
        return (edge[at] + edge[at + 1] + 1) >> 1;
    }

    private int mean3(int at) {
        return (edge[at - 1] + 2 * edge[at] + edge[at + 1] + 2) >> 2;
    }

    /** Adds the inverse cosine transform of 16 coefficients to a 4×4 block. */
    void add(int[] values, int from, int x, int y) {
        for (int i = 0; i < 4; i++) {
            int first = values[from + i];
            int second = values[from + 4 + i];
            int third = values[from + 8 + i];
            int fourth = values[from + 12 + i];
            int a = first + third;
            int b = first - third;
            int c = sine(second) - cosine(fourth);
            int d = cosine(second) + sine(fourth);
            half[4 * i] = a + d;
            half[4 * i + 1] = b + c;
            half[4 * i + 2] = b - c;
            half[4 * i + 3] = a - d;
        }
        for (int j = 0; j < 4; j++) {
            int first = half[j] + 4;
            int a = first + half[8 + j];
            int b = first - half[8 + j];
            int c = sine(half[4 + j]) - cosine(half[12 + j]);
            int d = cosine(half[4 + j]) + sine(half[12 + j]);
            int row = (y + j) * stride + x;
            add(row, a + d);
            add(row + 1, b + c);
            add(row + 2, b - c);
            add(row + 3, a - d);
        }
    }

    private void add(int at, int eighths) {
        samples[at] = (byte) clamp((samples[at] & 0xff) + (eighths >> 3));
    }

    /** {@code √2·cos(π/8)} and {@code √2·sin(π/8)}, in 65,536ths. */
    private static int cosine(int value) {
        return value + ((value * 20091) >> 16);
    }

    private static int sine(int value) {
        return (value * 35468) >> 16;
    }

    static int clamp(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
