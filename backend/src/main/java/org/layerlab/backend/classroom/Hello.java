package org.layerlab.backend.classroom;

import com.eclipsesource.json.JsonObject;

/**
 * The first message of a connection: who it is, and to which room it belongs.
 *
 * @param board whether it is the teacher's board; else a pupil, or somebody who asks
 * @param code of the room
 * @param secret the teacher's key, or the pupil's secret; empty for somebody who only asks whether there is such a room
 * @param name that the pupil chose; empty for others
 */
public record Hello(boolean board, String code, String secret, String name) {
    private static final int LONGEST_TEXT = 400;

    /**
     * Reads it.
     *
     * @throws Refusal when it is of another type, or a field is malformed: also of a room that is not there, or the answer
     *     would tell
     */
    public static Hello parse(JsonObject message) throws Refusal {
        String code = Fields.text(message, "code", LONGEST_TEXT);
        String type = Fields.text(message, "type", LONGEST_TEXT);
        return switch (type) {
            case "teach" -> new Hello(true, code, secret(message, "key"), "");
            case "join" ->
                new Hello(false, code, secret(message, "secret"), Fields.text(message, "name", LONGEST_TEXT));
            case "ask" -> new Hello(false, code, "", "");
            default -> throw Refusal.malformed("the first message must be of type teach, join or ask, not " + type);
        };
    }

    private static String secret(JsonObject message, String field) throws Refusal {
        String text = Fields.text(message, field, LONGEST_TEXT);
        Secret.of(text, field);
        return text;
    }

    /** Whether it only asks if there is such a room. */
    public boolean asks() {
        return secret.isEmpty();
    }

    /** The message that {@link #parse} reads. */
    public JsonObject json() {
        JsonObject json = new JsonObject()
                .add("type", board ? "teach" : asks() ? "ask" : "join")
                .add("code", code);
        return asks()
                ? json
                : board ? json.add("key", secret) : json.add("secret", secret).add("name", name);
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return (board ? "the board of " : asks() ? "a question about " : "a pupil of ") + code;
    }
}
