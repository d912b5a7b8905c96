package org.layerlab.backend.cluster;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.ParseException;
import java.time.Duration;
import org.layerlab.backend.classroom.Bounds;
import org.layerlab.backend.classroom.Fields;
import org.layerlab.backend.classroom.Refusal;

/**
 * What all servers know of a room.
 *
 * @param home the server that has it
 * @param copy what another one needs to go on with it
 */
record RoomEntry(String home, JsonObject copy) {
    /** The map of all servers that has the entries, by the codes of the rooms. */
    static final String MAP = "layerlab.rooms";

    /** An entry that its home has not written again for so long disappears. */
    static final Duration KEPT = Bounds.DEFAULT.silence();

    /** The home of a room whose server is stopping: the first server that somebody comes back to takes it over. */
    static final String NOBODY = "";

    private static final int LONGEST_NAME = 100;

    String text() {
        return new JsonObject().add("home", home).add("room", copy).toString();
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws Refusal when it is something else
     */
    static RoomEntry parse(String text) throws Refusal {
        try {
            JsonObject json = Json.parse(text).asObject();
            return new RoomEntry(Fields.text(json, "home", LONGEST_NAME), Fields.object(json, "room"));
        } catch (ParseException | UnsupportedOperationException e) {
            throw new Refusal(Refusal.Reason.MALFORMED, "this is not a room entry: " + e.getMessage());
        }
    }

    /** Whether a text is the entry of a room on that server. */
    static boolean isOf(String home, String text) {
        try {
            return parse(text).home.equals(home);
        } catch (Refusal e) {
            return false;
        }
    }
}
