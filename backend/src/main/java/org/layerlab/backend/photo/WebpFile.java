package org.layerlab.backend.photo;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The first picture in a WebP: a still one, or the first frame of an animation at its place. Color profiles are not looked
 * at.
 *
 * <p>Source: RFC 9649.
 *
 * @param x where it is on the canvas, in pixels from the left
 * @param y from the top
 * @param width of the picture
 * @param height of the picture
 * @param lossy where the bytes of a VP8 frame are; null in a lossless picture
 * @param lossless where those of a lossless picture are
 * @param alpha where those of the alpha channel beside a VP8 frame are
 */
record WebpFile(
        int x,
        int y,
        int width,
        int height,
        @Nullable Part lossy,
        @Nullable Part lossless,
        @Nullable Part alpha) {
    private static final int CHUNK = 8;
    private static final int FRAME_HEADER = 16;

    /** What the reader of lossless pictures takes at once. */
    private static final int AHEAD = 8;

    /** Bytes {@code from ≤ i < end} of the file. */
    record Part(int from, int end) {}

    /**
     * Finds the picture.
     *
     * @throws IOException when there is none, or the file ends before it does
     */
    static WebpFile of(byte[] file) throws IOException {
        int at = 12;
        int end = file.length;
        int x = 0;
        int y = 0;
        Part alpha = null;
        while (at + CHUNK <= end) {
            String kind = new String(file, at, 4, StandardCharsets.ISO_8859_1);
            long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(at + 4) & 0xffffffffL;
            Part part = new Part(at + CHUNK, (int) Math.min(end, at + CHUNK + length));
            boolean whole = at + CHUNK + length <= end;
            if (kind.equals("VP8 ") || kind.equals("VP8L")) {
                if (!whole) {
                    throw new EOFException("its picture ends early");
                }
                return kind.equals("VP8 ") ? lossy(file, x, y, part, alpha) : lossless(file, x, y, part);
            }
            if (kind.equals("ALPH")) {
                alpha = part;
            }
            if (kind.equals("ANMF") && part.end - part.from >= FRAME_HEADER) {
                x = 2 * int24(file, part.from);
                y = 2 * int24(file, part.from + 3);
                at = part.from + FRAME_HEADER;
            } else if (length > Integer.MAX_VALUE / 2) {
                break;
            } else {
                at = (int) (part.from + length + (length & 1));
            }
        }
        throw new IOException("no picture in it");
    }

    private static WebpFile lossy(byte[] file, int x, int y, Part part, @Nullable Part alpha) throws IOException {
        if (part.end - part.from < 10) {
            throw new EOFException("its picture ends early");
        }
        int width = int16(file, part.from + 6) & 0x3fff;
        int height = int16(file, part.from + 8) & 0x3fff;
        return new WebpFile(x, y, width, height, part, null, alpha);
    }

    private static WebpFile lossless(byte[] file, int x, int y, Part part) throws IOException {
        if (part.end - part.from < 5) {
            throw new EOFException("its picture ends early");
        }
        int width = int16(file, part.from + 1) & 0x3fff;
        int height = (int24(file, part.from + 2) >> 6) & 0x3fff;
        return new WebpFile(x, y, width + 1, height + 1, null, part, null);
    }

    private static int int16(byte[] file, int at) {
        return (file[at] & 0xff) | ((file[at + 1] & 0xff) << 8);
    }

    private static int int24(byte[] file, int at) {
        return int16(file, at) | ((file[at + 2] & 0xff) << 16);
    }

    /** A file with nothing but this lossless picture. */
    byte[] lossless(byte[] file) throws IOException {
        if (lossless == null) {
            throw new IOException("not a lossless picture");
        }
        return lossless(file, lossless.from, lossless.end, false);
    }

    /** Whether the alpha channel is compressed; it begins with a byte that says so. */
    boolean hasCompressedAlpha(byte[] file) {
        return alpha != null && (file[alpha.from] & 3) == 1;
    }

    /** A file whose green is the alpha channel, filtered still. */
    byte[] alphaFile(byte[] file) throws IOException {
        if (alpha == null) {
            throw new IOException("no alpha channel");
        }
        return lossless(file, alpha.from + 1, alpha.end, true);
    }

    /** A file of these bytes, which may be fewer than a reader takes at once; those of an alpha channel lack the header. */
    private byte[] lossless(byte[] file, int from, int end, boolean channel) {
        int length = (channel ? 5 : 0) + end - from;
        int size = 12 + CHUNK + length + (length & 1);
        // What is added to a longer picture would be taken for its end where that is missing.
        boolean isShort = channel || length < 5 + AHEAD;
        ByteBuffer whole = ByteBuffer.allocate(size + (isShort ? AHEAD : 0)).order(ByteOrder.LITTLE_ENDIAN);
        whole.put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt(size - CHUNK);
        whole.put("WEBPVP8L".getBytes(StandardCharsets.ISO_8859_1)).putInt(length);
        if (channel) {
            whole.put((byte) 0x2f).putInt((width - 1) | ((height - 1) << 14));
        }
        return whole.put(file, from, end - from).array();
    }

    /**
     * Undoes the filter of an alpha channel, which keeps differences to neighbors.
     *
     * @param first the byte with which it begins
     * @param values one for each pixel, row by row; changed
     */
    static void unfilter(int first, byte[] values, int width) {
        int filter = (first >> 2) & 3;
        for (int i = 0; filter > 0 && i < values.length; i++) {
            int left = i % width > 0 ? values[i - 1] & 0xff : -1;
            int up = i >= width ? values[i - width] & 0xff : -1;
            int predicted;
            if (left < 0 || up < 0) {
                predicted = Math.max(0, Math.max(left, up));
            } else {
                predicted = switch (filter) {
                    case 1 -> left;
                    case 2 -> up;
                    default -> Vp8Plane.clamp(left + up - (values[i - width - 1] & 0xff));
                };
            }
            values[i] += (byte) predicted;
        }
    }
}
