package org.layerlab.backend.photo;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoRows;

/**
 * A lossy WebP as rows of RGBA: U and V have half the resolution of Y, and each pixel takes its four nearest, as libwebp
 * does for browsers and OpenCV.
 *
 * <p>Source: libwebp's arithmetic, {@code src/dsp/yuv.h} and {@code src/dsp/upsampling.c}.
 */
final class WebpRows implements PhotoRows {
    private final Vp8Frame frame;
    private final int width;
    private final int height;
    private final byte @Nullable [] alpha;

    /**
     * The rows of a frame.
     *
     * @param alpha a byte for each pixel, or null where all are opaque
     */
    WebpRows(Vp8Frame frame, int width, int height, byte @Nullable [] alpha) {
        this.frame = frame;
        this.width = width;
        this.height = height;
        this.alpha = alpha;
    }

    @Override
    public void read(int y, byte[] rgba) {
        int row = y / 2;
        int other = Math.max(0, Math.min((height - 1) / 2, y % 2 == 0 ? row - 1 : row + 1));
        for (int x = 0; x < width; x++) {
            int luma = (19077 * (frame.y().samples[y * frame.y().stride + x] & 0xff)) >> 8;
            int u = chroma(frame.u(), x, row, other);
            int v = chroma(frame.v(), x, row, other);
            rgba[4 * x] = sample(luma + ((26149 * v) >> 8) - 14234);
            rgba[4 * x + 1] = sample(luma - ((6419 * u) >> 8) - ((13320 * v) >> 8) + 8708);
            rgba[4 * x + 2] = sample(luma + ((33050 * u) >> 8) - 17685);
            rgba[4 * x + 3] = alpha == null ? (byte) 255 : alpha[y * width + x];
        }
    }

    private int chroma(Vp8Plane plane, int x, int row, int other) {
        int column = x / 2;
        int beside = x % 2 == 0 ? column - 1 : column + 1;
        int near = plane.samples[row * plane.stride + column] & 0xff;
        int over = plane.samples[other * plane.stride + column] & 0xff;
        if (beside < 0 || beside > (width - 1) / 2) {
            return (3 * near + over + 2) >> 2;
        }
        int side = plane.samples[row * plane.stride + beside] & 0xff;
        int far = plane.samples[other * plane.stride + beside] & 0xff;
        return (((near + 3 * side + 3 * over + far + 8) >> 3) + near) >> 1;
    }

    /** From 64ths. */
    private static byte sample(int value) {
        return (byte) Vp8Plane.clamp(value >> 6);
    }
}
