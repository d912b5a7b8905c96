package org.layerlab.backend.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.layerlab.backend.digest.Sha256;

/** The secret that manages a model. The store keeps only its SHA-256, and may have been given no more. */
public final class ManageToken {
    private static final int BYTES = 24;

    private final Optional<String> text;
    private final String hash;

    private ManageToken(Optional<String> text, String hash) {
        this.text = text;
        this.hash = hash;
    }

    /** 192 random bits. */
    static ManageToken random(SecureRandom random) {
        byte[] token = new byte[BYTES];
        random.nextBytes(token);
        return of(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
    }

    /** The token with this text. */
    public static ManageToken of(String text) {
        return new ManageToken(Optional.of(text), Sha256.hex(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A token of which only the SHA-256 is known, in hexadecimal. */
    public static ManageToken ofHash(String hash) {
        return new ManageToken(Optional.empty(), hash);
    }

    /** The secret, where it is known. */
    public Optional<String> text() {
        return text;
    }

    /** Its SHA-256, hexadecimal. */
    String hash() {
        return hash;
    }

    /**
     * Whether one of the hashes is this token's. Compares all of them in constant time, so that the time reveals
     * nothing.
     */
    boolean matches(List<String> hashes) {
        byte[] given = hash.getBytes(StandardCharsets.US_ASCII);
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
