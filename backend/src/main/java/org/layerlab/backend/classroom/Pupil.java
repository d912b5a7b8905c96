package org.layerlab.backend.classroom;

import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pupil in a room, with or without a connection. Guarded by the room. */
final class Pupil {
    private final int id;
    private final Secret secret;
    private String name;
    private Progress progress = Progress.NONE;
    private final List<String> models = new ArrayList<>();
    private @Nullable Line line;

    Pupil(int id, Secret secret, String name) {
        this.id = id;
        this.secret = secret;
        this.name = name;
    }

    int id() {
        return id;
    }

    Secret secret() {
        return secret;
    }

    String name() {
        return name;
    }

    void rename(String other) {
        name = other;
    }

    Progress progress() {
        return progress;
    }

    void progress(Progress next) {
        progress = next;
    }

    @Nullable
    Line line() {
        return line;
    }

    void line(@Nullable Line other) {
        line = other;
    }

    /** A run became a saved model; the same one counts once. */
    void handIn(String model) {
        models.remove(model);
        models.add(model);
        if (models.size() > Bounds.MODELS) {
            models.remove(0);
        }
    }

    /** The models handed in, the latest last. */
    List<String> models() {
        return models;
    }

    /** What the board shows of it. */
    JsonObject json() {
        JsonArray handed = new JsonArray();
        models.forEach(handed::add);
        JsonObject json = new JsonObject()
                .add("id", id)
                .add("name", name)
                .add("here", line != null)
                .add("models", handed);
        progress.addTo(json);
        return json;
    }
}
