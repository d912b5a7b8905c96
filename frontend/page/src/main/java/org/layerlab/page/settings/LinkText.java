package org.layerlab.page.settings;

import org.layerlab.network.text.Utf8;

/** Texts in a link's fragment. */
public final class LinkText {
    private LinkText() {}

    /** A text of a link, its {@code %XX} taken as UTF-8; a '%' that begins nothing stays, and so does what is not UTF-8. */
    public static String decoded(String text) {
        byte[] bytes = Utf8.bytes(text);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            int high = i + 2 < bytes.length && bytes[i] == '%' ? hex(bytes[i + 1]) : -1;
            int low = high >= 0 ? hex(bytes[i + 2]) : -1;
            if (low >= 0) {
                bytes[length++] = (byte) (16 * high + low);
                i += 2;
            } else {
                bytes[length++] = bytes[i];
            }
        }
        String plain = Utf8.text(bytes, 0, length);
        return plain == null ? text : plain;
    }

    /** The number that a hexadecimal digit means; −1 for others. */
    private static int hex(byte c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        // Bit 5 is what lower case has.
        int letter = (c | ' ') - 'a';
        return letter >= 0 && letter < 6 ? 10 + letter : -1;
    }
}
