package org.layerlab.backend.store;

import java.util.concurrent.atomic.AtomicLong;

/** The disk space that the store may use, in whole blocks. One thread at a time may count; any may ask for {@link #used}. */
final class Quota {
    private static final long BLOCK = 4096;

    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();

    Quota(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * @throws StoreLimitException when a file of this size and its JSON do not fit
     */
    void requireRoom(long fileBytes, long jsonBytes) throws StoreException {
        requireRoom(fileBytes, jsonBytes, 0);
    }

    /**
     * The same, in place of what is counted already.
     *
     * @param replaced bytes that will be free, in whole blocks
     */
    void requireRoom(long fileBytes, long jsonBytes, long replaced) throws StoreException {
        require(blocks(fileBytes) + blocks(jsonBytes) - replaced, "this model needs");
    }

    /**
     * @throws StoreLimitException when a file of this size and a short JSON may not fit
     */
    void requireRoomForLargest(long fileBytes) throws StoreException {
        require(blocks(fileBytes) + BLOCK, "the largest may need");
    }

    private void require(long needed, String who) throws StoreLimitException {
        long used = bytes.get();
        if (used + needed > maxBytes) {
            throw new StoreLimitException(
                    "the store is full: " + used + " of " + maxBytes + " bytes are used, and " + who + " " + needed);
        }
    }

    /** Counts a new file, or its JSON. */
    void add(long fileBytes) {
        bytes.addAndGet(blocks(fileBytes));
    }

    /** Counts a deleted file. */
    void remove(long fileBytes) {
        bytes.addAndGet(-blocks(fileBytes));
    }

    /** Sets what is counted, in whole blocks. */
    void set(long usedBytes) {
        bytes.set(usedBytes);
    }

    /** Bytes that are counted. */
    long used() {
        return bytes.get();
    }

    static long blocks(long fileBytes) {
        return (fileBytes + BLOCK - 1) / BLOCK * BLOCK;
    }
}
