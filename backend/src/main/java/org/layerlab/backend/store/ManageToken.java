package org.layerlab.backend.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** The secret that manages a model: 192 random bits. The store keeps only its SHA-256. */
record ManageToken(String text) {
    private static final int BYTES = 24;

    static ManageToken random(SecureRandom random) {
        byte[] token = new byte[BYTES];
        random.nextBytes(token);
        return new ManageToken(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
    }

    /** Hexadecimal. */
    String hash() {
        return HexFormat.of().formatHex(ModelId.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Whether one of the hashes is this token's. Compares all of them in constant time, so that the time reveals
     * nothing.
     */
    boolean matches(List<String> hashes) {
        byte[] given = hash().getBytes(StandardCharsets.US_ASCII);
        boolean found = false;
        for (String known : hashes) {
            found |= MessageDigest.isEqual(known.getBytes(StandardCharsets.US_ASCII), given);
        }
        return found;
    }

    @Override
    public String toString() {
        return "a manage token";
    }
}
