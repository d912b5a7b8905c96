package org.layerlab.backend.bucket;

import org.jspecify.annotations.Nullable;

/** A request that a bucket did not fulfill; the message names the bucket and the cause, for the operator. */
public class BucketException extends Exception {
    /** What is wrong. */
    public enum Trouble {
        /** No object has this name. */
        NO_OBJECT,
        /** The condition of a write does not hold: the object exists, or was changed. */
        CONFLICT,
        /** There is no such bucket. */
        NO_BUCKET,
        /** The credentials are missing, unknown, or not allowed to do this. */
        REFUSED,
        /** The store's clock and this machine's differ too much. */
        CLOCK,
        /** The store is full. */
        FULL,
        /** The store does not answer, answers too slowly, or says that it is unavailable. */
        UNREACHABLE,
        /** The answer violates the protocol. */
        BROKEN
    }

    private final Trouble trouble;
    private final boolean passing;

    BucketException(Trouble trouble, boolean passing, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.trouble = trouble;
        this.passing = passing;
    }

    public Trouble trouble() {
        return trouble;
    }

    /** Whether the same request may succeed a moment later. */
    boolean isPassing() {
        return passing;
    }
}
