package org.layerlab.backend.photo;

/**
 * Smooths the edges of macroblocks and of their 4×4 blocks.
 *
 * <p>Source: RFC 6386, section 15, in libwebp's arithmetic.
 */
final class Vp8LoopFilter {
    private final byte[] samples;
    private final int stride;
    private final int edgeLimit;
    private final int innerLimit;
    private final int sharpLimit;

    /**
     * A filter for the edges in a plane.
     *
     * @param level of the macroblock, above 0
     */
    Vp8LoopFilter(Vp8Plane plane, int level, int sharpness) {
        samples = plane.samples;
        stride = plane.stride;
        int inner = sharpness > 0 ? Math.min(level >> (sharpness > 4 ? 2 : 1), 9 - sharpness) : level;
        innerLimit = Math.max(1, inner);
        edgeLimit = 2 * level + innerLimit;
        sharpLimit = level >= 40 ? 2 : level >= 15 ? 1 : 0;
    }

    /**
     * Filters along the left edge and the inner vertical edges, then along the upper and the inner horizontal ones.
     *
     * @param size of the macroblock in this plane
     * @param inner whether the blocks' edges are filtered too
     * @param simple whether only the two samples at an edge change
     */
    void filter(int x, int y, int size, boolean inner, boolean simple) {
        int at = y * stride + x;
        if (x > 0) {
            edge(at, 1, stride, size, true, simple);
        }
        for (int i = 4; inner && i < size; i += 4) {
            edge(at + i, 1, stride, size, false, simple);
        }
        if (y > 0) {
            edge(at, stride, 1, size, true, simple);
        }
        for (int i = 4; inner && i < size; i += 4) {
            edge(at + i * stride, stride, 1, size, false, simple);
        }
    }

    private void edge(int from, int across, int along, int size, boolean outer, boolean simple) {
        int limit = 2 * (outer ? edgeLimit + 4 : edgeLimit) + 1;
        for (int i = 0; i < size; i++) {
            int at = from + i * along;
            int p0 = sample(at - across);
            int p1 = sample(at - 2 * across);
            int q0 = sample(at);
            int q1 = sample(at + across);
            if (4 * Math.abs(p0 - q0) + Math.abs(p1 - q1) > limit) {
                continue;
            }
            if (simple) {
                two(at, across, p1, p0, q0, q1);
                continue;
            }
            int p2 = sample(at - 3 * across);
            int q2 = sample(at + 2 * across);
            boolean calm = Math.abs(sample(at - 4 * across) - p2) <= innerLimit
                    && Math.abs(p2 - p1) <= innerLimit
                    && Math.abs(p1 - p0) <= innerLimit
                    && Math.abs(sample(at + 3 * across) - q2) <= innerLimit
                    && Math.abs(q2 - q1) <= innerLimit
                    && Math.abs(q1 - q0) <= innerLimit;
            if (!calm) {
                continue;
            }
            if (Math.abs(p1 - p0) > sharpLimit || Math.abs(q1 - q0) > sharpLimit) {
                two(at, across, p1, p0, q0, q1);
            } else if (outer) {
                six(at, across, new int[] {p2, p1, p0, q0, q1, q2});
            } else {
                four(at, across, p1, p0, q0, q1);
            }
        }
    }

    private void two(int at, int across, int p1, int p0, int q0, int q1) {
        int a = 3 * (q0 - p0) + small(p1 - q1);
        put(at - across, p0 + fifth(a + 3));
        put(at, q0 - fifth(a + 4));
    }

    private void four(int at, int across, int p1, int p0, int q0, int q1) {
        int a = 3 * (q0 - p0);
        int b = fifth(a + 4);
        int c = (b + 1) >> 1;
        put(at - 2 * across, p1 + c);
        put(at - across, p0 + fifth(a + 3));
        put(at, q0 - b);
        put(at + across, q1 - c);
    }

    private void six(int at, int across, int[] s) {
        int a = small(3 * (s[3] - s[2]) + small(s[1] - s[4]));
        for (int i = 0; i < 3; i++) {
            int change = (9 * (i + 1) * a + 63) >> 7;
            put(at - (3 - i) * across, s[i] + change);
            put(at + (2 - i) * across, s[5 - i] - change);
        }
    }

    private int sample(int at) {
        return samples[at] & 0xff;
    }

    private void put(int at, int value) {
        samples[at] = (byte) Vp8Plane.clamp(value);
    }

    private static int small(int value) {
        return Math.max(-128, Math.min(127, value));
    }

    /** An eighth, of five bits with the sign. */
    private static int fifth(int value) {
        return Math.max(-16, Math.min(15, value >> 3));
    }
}
