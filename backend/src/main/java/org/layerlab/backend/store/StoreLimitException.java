package org.layerlab.backend.store;

/** The store has reached a limit of its own, of bytes or of memory; the disk or the bucket has room. */
public final class StoreLimitException extends StoreException {
    private static final long serialVersionUID = 1;

    StoreLimitException(String message) {
        super(Reason.FULL, message);
    }
}
