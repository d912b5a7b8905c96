package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** What the store cannot do; the message tells a person why, in one line. */
public class StoreException extends Exception {
    /** Why not. */
    public enum Reason {
        /** There is no model of that id. */
        NOT_FOUND,
        /** There was one, and it has been deleted. */
        DELETED,
        /** The token is not the one that was given for the model. */
        WRONG_TOKEN,
        /** The model belongs to the program and cannot be changed. */
        BUNDLED,
        /** The store has reached its limit, or the disk its end. */
        FULL,
        /** The folder cannot be written; what is in it can be read. */
        READ_ONLY,
        /** The folder cannot be read or used at all. */
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

    /** A failure to read. */
    static StoreException unusable(String what, IOException cause) {
        return new StoreException(Reason.UNUSABLE, what + ": " + reason(cause), cause);
    }

    /** A failure to write: {@link Reason#FULL} where the disk has no room left, else {@link Reason#READ_ONLY}. */
    public static StoreException unwritable(String what, Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        boolean full = message.contains("No space left") || message.contains("quota exceeded");
        String why = full ? "the disk is full" : cause instanceof IOException e ? reason(e) : message;
        return new StoreException(full ? Reason.FULL : Reason.READ_ONLY, what + ": " + why, cause);
    }

    /** Java's file exceptions often have nothing but the path for a message. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        return String.valueOf(e.getMessage());
    }
}
