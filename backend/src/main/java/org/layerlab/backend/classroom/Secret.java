package org.layerlab.backend.classroom;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.layerlab.backend.digest.Sha256;

/** What a browser proves itself with: a teacher's key or a pupil's secret. Only its SHA-256 is kept. */
final class Secret {
    /** 192 random bits in base64url. */
    private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9_-]{32}");

    private final byte[] hash;

    private Secret(byte[] hash) {
        this.hash = hash;
    }

    /**
     * @throws Refusal when the text is not 32 characters of base64url
     */
    static Secret of(String text, String name) throws Refusal {
        if (!TEXT.matcher(text).matches()) {
            throw Refusal.malformed(
                    name + " must be 32 letters, digits, - or _; it has " + text.length() + " characters");
        }
        return new Secret(Sha256.of(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The one with that hash, as {@link #hex} tells it. */
    static Secret ofHash(String hex) {
        return new Secret(HexFormat.of().parseHex(hex));
    }

    /** Its hash. */
    String hex() {
        return HexFormat.of().formatHex(hash);
    }

    /** Compares in constant time. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(hash, secret.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    @Override
    public String toString() {
        return "a secret";
    }
}
