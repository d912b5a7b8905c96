package org.layerlab.backend.classroom;

import com.eclipsesource.json.JsonObject;

/** What a connection does in its room, once it is known whose it is. */
public interface Seat {
    /**
     * Takes a message.
     *
     * @throws Refusal when it is malformed, or not for this room
     */
    void hear(JsonObject message) throws Refusal;

    /** The connection has read what waited for it. */
    void drained();

    /** The connection is gone. */
    void left();
}
