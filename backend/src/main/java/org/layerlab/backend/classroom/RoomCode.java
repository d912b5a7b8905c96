package org.layerlab.backend.classroom;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Codes of rooms: six letters, made from the teacher's key. The same browser so opens the same room again after the
 * server was restarted, and nobody who knows only the code can take its place: 64 million codes at {@value #ROUNDS}
 * rounds of HMAC-SHA-256 each are hours of work for a room that is about to be opened again.
 */
public final class RoomCode {
    /** Consonants, so that no code is a word; I and O are not mistaken for digits. */
    static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

    private static final int LENGTH = 6;
    private static final int ROUNDS = 4000;
    private static final Pattern CODE = Pattern.compile("[" + LETTERS + "]{" + LENGTH + "}");
    private static final byte[] SALT = "LayerLab class".getBytes(StandardCharsets.US_ASCII);

    private RoomCode() {}

    /** Whether a text has the form of a code. */
    public static boolean isOne(String text) {
        return CODE.matcher(text).matches();
    }

    /** The code of a key; takes about a millisecond. */
    static String of(String key) {
        byte[] bytes;
        try {
            bytes = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(key.toCharArray(), SALT, ROUNDS, 64))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2WithHmacSHA256", e);
        }
        long number = 0;
        for (byte b : bytes) {
            number = number << 8 | (b & 0xFF);
        }
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            code.append(LETTERS.charAt((int) Long.remainderUnsigned(number, LETTERS.length())));
            number = Long.divideUnsigned(number, LETTERS.length());
        }
        return code.toString();
    }
}
