package org.layerlab.backend.classroom;

import com.eclipsesource.json.JsonObject;

/**
 * The first message of a connection: who it is, and to which room it belongs.
 *
 * @param board whether it is the teacher's board; else a pupil
 * @param code of the room
 * @param secret the teacher's key, or the pupil's secret
 * @param name that the pupil chose; empty for a board
 */
public record Hello(boolean board, String code, String secret, String name) {
    private static final int LONGEST_TEXT = 400;

    /**
     * Reads it.
     *
     * @throws Refusal when it is neither a board's nor a pupil's, or a field is malformed
     */
    public static Hello parse(JsonObject message) throws Refusal {
        String code = Fields.text(message, "code", LONGEST_TEXT);
        String type = Fields.text(message, "type", LONGEST_TEXT);
        return switch (type) {
            case "teach" -> new Hello(true, code, Fields.text(message, "key", LONGEST_TEXT), "");
            case "join" ->
                new Hello(
                        false,
                        code,
                        Fields.text(message, "secret", LONGEST_TEXT),
                        Fields.text(message, "name", LONGEST_TEXT));
            default -> throw Refusal.malformed("the first message must be of type teach or join, not " + type);
        };
    }

    /** The message that {@link #parse} reads. */
    public JsonObject json() {
        JsonObject json = new JsonObject().add("type", board ? "teach" : "join").add("code", code);
        return board ? json.add("key", secret) : json.add("secret", secret).add("name", name);
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return (board ? "the board of " : "a pupil of ") + code;
    }
}
