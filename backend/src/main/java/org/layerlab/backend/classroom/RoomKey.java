package org.layerlab.backend.classroom;

/** A teacher's key, and the code of the room that it opens. */
public final class RoomKey {
    private final String text;
    private final Secret secret;
    private final String code;

    private RoomKey(String text, Secret secret, String code) {
        this.text = text;
        this.secret = secret;
        this.code = code;
    }

    /**
     * The key of that text. Computing its code takes about a millisecond, on purpose.
     *
     * @throws Refusal when the key is malformed
     */
    public static RoomKey of(String text) throws Refusal {
        return new RoomKey(text, Secret.of(text, "key"), RoomCode.of(text));
    }

    /** The key itself. */
    public String text() {
        return text;
    }

    /** The code of its room. */
    public String code() {
        return code;
    }

    Secret secret() {
        return secret;
    }

    @Override
    public String toString() {
        return "the key of " + code;
    }
}
