package org.layerlab.backend.store;

import org.layerlab.backend.store.StoreException.Reason;

/** How much the store may take on the disk, in whole blocks. Not safe for use by several threads at once. */
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
                    "the store is full: it has " + bytes + " of " + maxBytes + " bytes, and this model needs "
                            + needed);
        }
    }

    /** A file has come, or its JSON. */
    void add(long fileBytes) {
        bytes += blocks(fileBytes);
    }

    /** A file has gone. */
    void remove(long fileBytes) {
        bytes -= blocks(fileBytes);
    }

    private static long blocks(long fileBytes) {
        return (fileBytes + BLOCK - 1) / BLOCK * BLOCK;
    }
}
