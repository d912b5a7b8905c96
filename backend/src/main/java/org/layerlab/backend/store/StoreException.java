package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.bucket.BucketException;

/** A failure of the store; the message says why, in one line for a human. */
public class StoreException extends Exception {
    /** Why it failed. */
    public enum Reason {
        /** No model has this id. */
        NOT_FOUND,
        /** The model was deleted. */
        DELETED,
        /** The token does not belong to the model. */
        WRONG_TOKEN,
        /** The model comes with the program and cannot be changed. */
        BUNDLED,
        /** The store has reached its limit, or the disk is full. */
        FULL,
        /** The store may not be written; saved models can still be read. */
        READ_ONLY,
        /** The store cannot be written now, for a reason that is for whoever runs the server. */
        UNWRITABLE,
        /** The model's files are not what was saved. */
        DAMAGED,
        /** Whoever runs the server does not want this model here. */
        BLOCKED,
        /** A change would make the model's card longer than a file's may be. */
        TOO_LONG,
        /** The format that was asked for cannot hold the model. */
        NOT_CONVERTIBLE,
        /** The store cannot be read. */
        UNUSABLE,
        /** The bucket does not answer or refuses, or what it gives cannot be kept here; nothing is known to be lost. */
        UNREACHABLE
    }

    private static final String READ_ONLY_DISK = "Read-only file system";
    private static final String CLOSED = "Permission denied";

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

    /** A model whose JSON cannot be read: nobody gets its id until that is repaired. */
    static StoreException unreadable(String id, @Nullable Throwable cause) {
        return new StoreException(
                Reason.DAMAGED,
                "this server's record of the model " + id
                        + " cannot be read or is incomplete, so nothing replaces it; ask whoever runs the server to"
                        + " repair it",
                cause);
    }

    /**
     * A failure to write: {@link Reason#FULL} if the disk is full, {@link Reason#READ_ONLY} if it is read-only or closed to
     * this user, else {@link Reason#UNWRITABLE}.
     */
    public static StoreException unwritable(String what, Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        Reason reason = ofWriting(cause);
        String why = reason == Reason.FULL ? "the disk is full" : cause instanceof IOException e ? reason(e) : message;
        return new StoreException(reason, what + ": " + why, cause);
    }

    private static Reason ofWriting(Throwable failure) {
        if (isFull(String.valueOf(failure.getMessage()))) {
            return Reason.FULL;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof AccessDeniedException
                    || message.contains(READ_ONLY_DISK)
                    || message.contains(CLOSED)) {
                return Reason.READ_ONLY;
            }
        }
        return Reason.UNWRITABLE;
    }

    /** This failure to lock a store that is open, for whoever wants to write; one that is in use is read-only here. */
    StoreException ofLock() {
        Throwable cause = getCause();
        Reason why = cause == null ? Reason.READ_ONLY : ofWriting(cause);
        // Clients read of a full disk, and need not know the folder.
        String message =
                why == Reason.FULL ? "the store cannot be locked: the disk is full" : String.valueOf(getMessage());
        return new StoreException(why, message, this);
    }

    /** Whether the whole disk takes no files now, rather than this folder none from this user. */
    static boolean isOfDisk(@Nullable Throwable cause) {
        String message = cause == null ? "" : String.valueOf(cause.getMessage());
        return isFull(message) || message.contains(READ_ONLY_DISK);
    }

    private static boolean isFull(String message) {
        return message.contains("No space left") || message.contains("quota exceeded");
    }

    /** A failure of a bucket. */
    static StoreException of(BucketException cause) {
        Reason reason = switch (cause.trouble()) {
            case NO_OBJECT -> Reason.DAMAGED;
            case FULL -> Reason.FULL;
            default -> Reason.UNREACHABLE;
        };
        return new StoreException(reason, String.valueOf(cause.getMessage()), cause);
    }

    /** Java's file exceptions often have only the path as their message. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof CharacterCodingException) {
            return "it is not UTF-8";
        }
        String message = String.valueOf(e.getMessage());
        return message.contains(READ_ONLY_DISK) ? "the disk is read-only" : message;
    }
}
