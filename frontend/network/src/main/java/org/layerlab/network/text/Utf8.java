package org.layerlab.network.text;

import org.jspecify.annotations.Nullable;

/** UTF-8 by itself: the charsets of the page's class library would weigh eight kilobytes in every page. */
public final class Utf8 {
    private static final int FIRST_SUPPLEMENTARY = 0x10000;
    private static final int LAST = 0x10FFFF;

    private Utf8() {}

    /** The text's bytes; half a surrogate pair becomes a question mark, as in {@code String.getBytes}. */
    public static byte[] bytes(String text) {
        byte[] out = new byte[3 * text.length()];
        int n = 0;
        for (int i = 0; i < text.length(); i++) {
            int c = text.charAt(i);
            if (Character.isHighSurrogate((char) c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                c = Character.toCodePoint((char) c, text.charAt(++i));
                out[n++] = (byte) (0xF0 | (c >> 18));
                out[n++] = following(c >> 12);
                out[n++] = following(c >> 6);
                out[n++] = following(c);
            } else if (isSurrogate(c)) {
                out[n++] = '?';
            } else if (c < 0x80) {
                out[n++] = (byte) c;
            } else if (c < 0x800) {
                out[n++] = (byte) (0xC0 | (c >> 6));
                out[n++] = following(c);
            } else {
                out[n++] = (byte) (0xE0 | (c >> 12));
                out[n++] = following(c >> 6);
                out[n++] = following(c);
            }
        }
        byte[] bytes = new byte[n];
        System.arraycopy(out, 0, bytes, 0, n);
        return bytes;
    }

    private static byte following(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    /** Strictly decoded text; null where the bytes are not UTF-8 as in RFC 3629. */
    public static @Nullable String text(byte[] bytes, int offset, int length) {
        StringBuilder text = new StringBuilder(length);
        int end = offset + length;
        for (int i = offset; i < end; ) {
            int first = bytes[i++] & 0xFF;
            int more =
                    first < 0x80 ? 0 : first < 0xC2 ? -1 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF5 ? 3 : -1;
            if (more < 0 || more > end - i) {
                return null;
            }
            int c = more == 0 ? first : first & (0x3F >> more);
            for (int k = 0; k < more; k++) {
                int next = bytes[i++];
                if ((next & 0xC0) != 0x80) {
                    return null;
                }
                c = (c << 6) | (next & 0x3F);
            }
            // Too long for what they say, half of a pair, or beyond the last.
            if ((more == 2 && (c < 0x800 || isSurrogate(c))) || (more == 3 && (c < FIRST_SUPPLEMENTARY || c > LAST))) {
                return null;
            }
            if (more == 3) {
                text.append((char) (Character.MIN_HIGH_SURROGATE + ((c - FIRST_SUPPLEMENTARY) >> 10)))
                        .append((char) (Character.MIN_LOW_SURROGATE + (c & 0x3FF)));
            } else {
                text.append((char) c);
            }
        }
        return text.toString();
    }
}
