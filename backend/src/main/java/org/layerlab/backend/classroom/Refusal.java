package org.layerlab.backend.classroom;

/** Something that a room, or the rooms together, do not take. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** A message that is malformed. */
        MALFORMED,
        /** No room has that code, or its key is another. */
        NO_CLASS,
        /** The code of a key belongs to another key's room. */
        TAKEN,
        /** The bound of rooms or pupils is reached. */
        FULL,
        /** The teacher removed this pupil. */
        REMOVED,
        /** The teacher has locked the class. */
        LOCKED,
        /** Too many wrong codes came from this client before. */
        TOO_MANY_TRIES,
        /** The server with this room does not answer just now. */
        AWAY
    }

    private final Reason reason;

    /** With a sentence for the client. */
    public Refusal(Reason reason, String message) {
        // Clients can cause any number of these, and nobody reads their stack traces.
        super(message, null, false, false);
        this.reason = reason;
    }

    static Refusal noClass() {
        return new Refusal(Reason.NO_CLASS, "no class has this code; it may have ended");
    }

    static Refusal malformed(String message) {
        return new Refusal(Reason.MALFORMED, message);
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
