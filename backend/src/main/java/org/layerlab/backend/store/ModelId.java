package org.layerlab.backend.store;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.layerlab.backend.digest.Sha256;

/**
 * Ids of saved models: 80 bits of a digest of the content, in 16 letters and digits. A link cannot change its meaning,
 * since different content has a different id.
 */
final class ModelId {
    private static final Pattern ID = Pattern.compile("[a-z2-7]{16}");

    private ModelId() {}

    /** Whether this has the form of a saved model's id. */
    static boolean isOne(String id) {
        return ID.matcher(id).matches();
    }

    /** The last guard before an id becomes part of the name of a file or an object. */
    static String require(String id) {
        if (!isOne(id)) {
            throw new IllegalArgumentException("'" + id + "' is not the id of a saved model");
        }
        return id;
    }

    /**
     * The id of some content.
     *
     * @param digest SHA-256 of its file
     * @param deletions how many times the same content has been saved and deleted before: deleted addresses stay
     *     deleted, so the content gets a new one
     */
    static String of(byte[] digest, int deletions) {
        if (deletions == 0) {
            return base32(digest).substring(0, 16);
        }
        String text = HexFormat.of().formatHex(digest) + " " + deletions;
        return base32(Sha256.of(text.getBytes(StandardCharsets.US_ASCII))).substring(0, 16);
    }

    /** RFC 4648's base32 in lower case, without padding: safe in URLs, file names and phone calls. */
    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
            buffer = (buffer << 8 | (b & 0xFF)) & 0xFFFF;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append("abcdefghijklmnopqrstuvwxyz234567".charAt(buffer >> bits & 31));
            }
        }
        return text.toString();
    }
}
