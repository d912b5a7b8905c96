package org.layerlab.backend.store;

import org.layerlab.backend.store.StoreException.Reason;

/** The disk space that the store may use, in whole blocks. Not thread-safe. */
final class Quota {
    private static final long BLOCK = 4096;

    private final long maxBytes;
    private long bytes;

    Quota(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * @throws StoreException {@link Reason#FULL} when a file of this size and its JSON do not fit
     */
    void requireRoom(long fileBytes, long jsonBytes) throws StoreException {
        long needed = blocks(fileBytes) + blocks(jsonBytes);
        if (bytes + needed > maxBytes) {
            throw new StoreException(
                    Reason.FULL,
                    "the store is full: " + bytes + " of " + maxBytes + " bytes are used, and this model needs "
                            + needed);
        }
    }

    /** Counts a new file, or its JSON. */
    void add(long fileBytes) {
        bytes += blocks(fileBytes);
    }

    /** Counts a deleted file. */
    void remove(long fileBytes) {
        bytes -= blocks(fileBytes);
    }

    /** Sets what is counted, in whole blocks. */
    void set(long usedBytes) {
        bytes = usedBytes;
    }

    static long blocks(long fileBytes) {
        return (fileBytes + BLOCK - 1) / BLOCK * BLOCK;
    }
}
