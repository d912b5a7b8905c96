package org.layerlab.backend.classroom;

import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.time.Duration;

/**
 * What another server needs to take over a room: who is in it and what the class is doing. The state of the runs is left
 * out; the pupils report it within a second.
 *
 * @param key the teacher's
 * @param age since the room was opened
 * @param state a copy's own where it was parsed
 */
record RoomCopy(Secret key, Duration age, RoomState state) {
    private static final int LONGEST_NAME = 200;
    private static final int HASH = 64;

    /** A room that is being opened now. */
    static RoomCopy first(Secret key) {
        return new RoomCopy(key, Duration.ZERO, new RoomState());
    }

    JsonObject json() {
        JsonArray pupils = new JsonArray();
        for (Pupil pupil : state.pupils.values()) {
            JsonArray models = new JsonArray();
            pupil.models().forEach(models::add);
            pupils.add(new JsonObject()
                    .add("id", pupil.id())
                    .add("secret", pupil.secret().hex())
                    .add("name", pupil.name())
                    .add("models", models));
        }
        JsonArray removed = new JsonArray();
        state.removed.forEach(secret -> removed.add(secret.hex()));
        return state.now("room")
                .add("key", key.hex())
                .add("age", age.toMillis())
                .add("lastId", state.lastId)
                .add("pupils", pupils)
                .add("removed", removed);
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @throws Refusal when it is something else
     */
    static RoomCopy parse(JsonObject json) throws Refusal {
        try {
            RoomState state = new RoomState();
            JsonObject activity = Fields.object(json, "activity");
            state.activity = Activity.parse(activity, Fields.count(activity, "round", Integer.MAX_VALUE));
            state.held = Fields.flag(json, "held");
            state.locked = Fields.flag(json, "locked");
            state.asked = Fields.count(json, "asked", Integer.MAX_VALUE);
            state.shown = Fields.count(json, "shown", Integer.MAX_VALUE);
            state.lastId = Fields.count(json, "lastId", Integer.MAX_VALUE);
            for (JsonValue one : Fields.list(json, "pupils")) {
                Pupil pupil = pupil(one.asObject());
                state.pupils.put(pupil.id(), pupil);
            }
            for (JsonValue one : Fields.list(json, "removed")) {
                state.removed.add(Secret.ofHash(one.asString()));
            }
            Duration age = Duration.ofMillis(Fields.count(json, "age", Integer.MAX_VALUE));
            return new RoomCopy(Secret.ofHash(Fields.text(json, "key", HASH)), age, state);
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            throw Refusal.malformed("this is not a copy of a room: " + e);
        }
    }

    private static Pupil pupil(JsonObject json) throws Refusal {
        Pupil pupil = new Pupil(
                Fields.count(json, "id", Integer.MAX_VALUE),
                Secret.ofHash(Fields.text(json, "secret", HASH)),
                Fields.text(json, "name", LONGEST_NAME));
        for (JsonValue model : Fields.list(json, "models")) {
            pupil.handIn(model.asString());
        }
        return pupil;
    }
}
