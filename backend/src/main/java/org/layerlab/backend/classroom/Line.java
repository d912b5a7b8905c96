package org.layerlab.backend.classroom;

/** The connection of a board or of a pupil. None of these blocks. */
public interface Line {
    /** Sends a message. */
    void send(String json);

    /** Whether the other side reads more slowly than it is sent to; {@link Seat#drained} says when that is over. */
    boolean isFull();

    /** Says why a message is not taken, and ends the connection. */
    void refuse(Refusal refusal);

    /** Ends the connection; messages that were sent before still arrive. */
    void close();
}
