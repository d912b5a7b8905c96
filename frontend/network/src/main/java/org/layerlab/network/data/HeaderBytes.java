package org.layerlab.network.data;

import java.util.Locale;

/**
 * An image file's bytes, read within their bounds.
 *
 * @param name what to call the file in a message
 * @param bytes the whole file
 */
@SuppressWarnings("ArrayRecordComponent") // the caller's bytes, only looked at
record HeaderBytes(String name, byte[] bytes) {
    int length() {
        return bytes.length;
    }

    int u8(int at) throws PhotoException {
        if (at < 0 || at >= bytes.length) {
            throw new PhotoException(
                    name + " is cut off: it ends after " + bytes.length + " bytes, before the image size");
        }
        return bytes[at] & 0xff;
    }

    int u16(int at) throws PhotoException {
        return u8(at) << 8 | u8(at + 1);
    }

    int u16le(int at) throws PhotoException {
        return u8(at) | u8(at + 1) << 8;
    }

    long u32(int at) throws PhotoException {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    long u32le(int at) throws PhotoException {
        return u16le(at) | (long) u16le(at + 2) << 16;
    }

    /** A size as an int; one beyond that is beyond every limit anyway. */
    int size(long value) {
        return (int) Math.min(value, Integer.MAX_VALUE);
    }

    /** Whether the bytes from there on are these; false where the file ends before. */
    boolean startsWith(int at, int... expected) {
        if (at < 0 || at > bytes.length - expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((bytes[at + i] & 0xff) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** The first kilobyte as text, without what may come before its first sign. */
    String textAtStart() {
        StringBuilder text = new StringBuilder();
        for (int i = startsWith(0, 0xef, 0xbb, 0xbf) ? 3 : 0; i < Math.min(bytes.length, 1024); i++) {
            text.append((char) (bytes[i] & 0xff));
        }
        return text.toString().trim().toLowerCase(Locale.ROOT);
    }
}
