package org.layerlab.backend.photo;

import java.nio.ByteBuffer;
import java.util.Set;

/**
 * A PNG with nothing but its picture. The JDK's reader inflates every compressed text on its way to the pixels: 8,000 of
 * them turn a file of 2 MB into a gigabyte.
 */
final class PngPicture {
    private static final int SIGNATURE = 8;

    /** Length, type and CRC-32. */
    private static final int AROUND = 12;

    private static final Set<Integer> KEPT = Set.of(
            type('I', 'H', 'D', 'R'), type('P', 'L', 'T', 'E'), type('t', 'R', 'N', 'S'), type('I', 'D', 'A', 'T'));

    private PngPicture() {}

    private static int type(char a, char b, char c, char d) {
        return a << 24 | b << 16 | c << 8 | d;
    }

    /**
     * The file without texts, profiles, frames of an animation, and what follows its end.
     *
     * @param png whose chunks end inside it; not modified
     */
    static byte[] of(byte[] png) {
        ByteBuffer in = ByteBuffer.wrap(png);
        ByteBuffer out = ByteBuffer.allocate(png.length);
        out.put(png, 0, SIGNATURE);
        int end = type('I', 'E', 'N', 'D');
        int at = SIGNATURE;
        int type = 0;
        while (type != end && at + AROUND <= png.length) {
            type = in.getInt(at + 4);
            long length = AROUND + Integer.toUnsignedLong(in.getInt(at));
            int whole = (int) Math.min(length, png.length - at);
            if (KEPT.contains(type) || type == end) {
                out.put(png, at, whole);
            }
            at += whole;
        }
        byte[] picture = new byte[out.position()];
        System.arraycopy(out.array(), 0, picture, 0, picture.length);
        return picture;
    }
}
