package org.layerlab.backend.dataset;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.layerlab.backend.digest.Sha256;

/** SHA-256 over a list of values. */
final class Fingerprint {
    private final MessageDigest digest = Sha256.begin();

    /** Adds the text of a value, terminated by a 0 so that neighbors stay apart. */
    Fingerprint add(Object value) {
        digest.update(value.toString().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return this;
    }

    /** Adds bytes. */
    Fingerprint addBytes(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
