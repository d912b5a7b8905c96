package org.layerlab.backend.lesson;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A lesson's file as a link carries it: UTF-8, deflated without a header (RFC 1951), in the letters of addresses (base64url
 * without padding, RFC 4648). A browser packs it; see {@code /learn/new}.
 */
final class PackedLesson {
    /** How many characters a link may carry: an address has to fit into a request's first line. */
    static final int LONGEST = 4000;

    /** More than the longest lesson takes: 40,000 characters of up to three bytes. */
    private static final int MOST_BYTES = 120_001;

    private PackedLesson() {}

    /**
     * The file.
     *
     * @throws IllegalArgumentException when the text is not a packed file, or more than one may hold; the message says why
     */
    static String unpack(String packed) {
        if (packed.length() > LONGEST) {
            throw new IllegalArgumentException("the lesson's part of the link has " + packed.length()
                    + " characters; at most " + LONGEST + " fit");
        }
        byte[] deflated;
        try {
            deflated = Base64.getUrlDecoder().decode(packed);
        } catch (IllegalArgumentException e) {
            throw broken(e);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(inflate(deflated)).toString();
        } catch (DataFormatException | CharacterCodingException e) {
            throw broken(e);
        }
    }

    private static ByteBuffer inflate(byte[] deflated) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(deflated);
            byte[] bytes = new byte[MOST_BYTES];
            int length = 0;
            int read;
            do {
                read = inflater.inflate(bytes, length, MOST_BYTES - length);
                length += read;
            } while (read > 0 && !inflater.finished());
            if (length == MOST_BYTES) {
                throw new IllegalArgumentException("the lesson in the link is longer than a lesson may be");
            }
            if (!inflater.finished() || inflater.getRemaining() > 0) {
                throw new DataFormatException("it ends too early or too late");
            }
            return ByteBuffer.wrap(bytes, 0, length);
        } finally {
            inflater.end();
        }
    }

    private static IllegalArgumentException broken(Exception cause) {
        return new IllegalArgumentException("the link is incomplete or was changed", cause);
    }
}
