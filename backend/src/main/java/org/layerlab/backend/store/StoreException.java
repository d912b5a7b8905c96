package org.layerlab.backend.store;

import org.jspecify.annotations.Nullable;

/** What the store cannot do; the message tells a person why, in one line. */
public class StoreException extends Exception {
    /** Why not. */
    public enum Reason {
        /** There is no model of that id. */
        NOT_FOUND,
        /** There was one, and it has been deleted. */
        DELETED,
        /** The token is not one of those that were given for the model. */
        WRONG_TOKEN,
        /** The model belongs to the program and cannot be deleted. */
        BUNDLED,
        /** The store has reached its limit. */
        FULL,
        /** The folder cannot be read or written. */
        UNUSABLE
    }

    private final Reason reason;

    public StoreException(Reason reason, String message) {
        this(reason, message, null);
    }

    public StoreException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
