package org.layerlab.backend.classroom;

import com.eclipsesource.json.JsonObject;

/** The seat of a connection that has none. */
public enum Nobody implements Seat {
    INSTANCE;

    @Override
    public void hear(JsonObject message) {}

    @Override
    public void drained() {}

    @Override
    public void left() {}
}
