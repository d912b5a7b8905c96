package org.layerlab.backend.classroom;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a class is and does, and how messages say it. Guarded by the room. */
final class RoomState {
    final Map<Integer, Pupil> pupils = new LinkedHashMap<>();
    /** Who may not come back. */
    final Set<Secret> removed = new LinkedHashSet<>();
    /** The id of the latest pupil. */
    int lastId;

    Activity activity = Activity.FIRST;
    boolean held;
    /** Whether only those who are in it already may come back. */
    boolean locked;
    /** Who was asked whether the class may see their network; 0 for nobody. */
    int asked;
    /** Whose network the class sees; 0 for nobody's. */
    int shown;

    static JsonObject message(String type) {
        return new JsonObject().add("type", type);
    }

    @Nullable
    Pupil find(Secret secret) {
        for (Pupil pupil : pupils.values()) {
            if (pupil.secret().equals(secret)) {
                return pupil;
            }
        }
        return null;
    }

    /** Removes a pupil for good. */
    void ban(Pupil pupil) {
        pupils.remove(pupil.id());
        removed.add(pupil.secret());
        if (removed.size() > Bounds.REMOVED) {
            removed.remove(removed.iterator().next());
        }
    }

    /** Whether a pupil's network is shown, or may be soon. */
    boolean concerns(Pupil pupil) {
        return asked == pupil.id() || shown == pupil.id();
    }

    /** Nobody's network is shown, and nobody is asked. */
    void hide() {
        asked = 0;
        shown = 0;
    }

    int connected() {
        return (int)
                pupils.values().stream().filter(pupil -> pupil.line() != null).count();
    }

    /** A name as it is shown: two pupils of a class have different ones. */
    String named(String given, Pupil pupil) {
        String name = Nickname.of(given, "Pupil " + pupil.id());
        String different = name;
        for (int i = 2; isTaken(different, pupil); i++) {
            different = name + " " + i;
        }
        return different;
    }

    private boolean isTaken(String name, Pupil by) {
        return pupils.values().stream()
                .anyMatch(other -> other != by && other.name().equals(name));
    }

    /** What a board shows besides pupils. */
    JsonObject now(String type) {
        return message(type)
                .add("activity", activity.json())
                .add("held", held)
                .add("locked", locked)
                .add("asked", asked)
                .add("shown", shown);
    }

    /** What a board begins with. */
    JsonObject whole(String code) {
        JsonArray all = new JsonArray();
        pupils.values().forEach(pupil -> all.add(pupil.json()));
        return now("class").add("code", code).add("pupils", all);
    }

    /** What a pupil sees of the class. */
    JsonObject seenBy(Pupil pupil) {
        return message("class")
                .add("id", pupil.id())
                .add("name", pupil.name())
                .add("activity", activity.json())
                .add("held", held)
                .add("asked", asked == pupil.id())
                .add("shown", network());
    }

    /** What the class sees of the one whose network is shown. */
    JsonValue network() {
        Pupil pupil = pupils.get(shown);
        if (pupil == null) {
            return Json.NULL;
        }
        JsonObject json = new JsonObject().add("id", pupil.id()).add("name", pupil.name());
        pupil.progress().addTo(json);
        return json;
    }
}
