package org.layerlab.backend.classroom;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection that keeps what it is sent. */
final class RecordedLine implements Line {
    final List<JsonObject> sent = new ArrayList<>();
    boolean full;
    boolean closed;

    @Nullable
    Refusal refused;

    @Override
    public void send(String json) {
        sent.add(Json.parse(json).asObject());
    }

    @Override
    public boolean isFull() {
        return full;
    }

    @Override
    public void refuse(Refusal refusal) {
        refused = refusal;
        closed = true;
    }

    @Override
    public void close() {
        closed = true;
    }

    JsonObject last() {
        return sent.get(sent.size() - 1);
    }

    JsonObject last(String type) {
        for (int i = sent.size() - 1; i >= 0; i--) {
            if (sent.get(i).getString("type", "").equals(type)) {
                return sent.get(i);
            }
        }
        throw new AssertionError("no message " + type + " in " + sent);
    }
}
