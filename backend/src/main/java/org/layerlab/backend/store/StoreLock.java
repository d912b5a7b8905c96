package org.layerlab.backend.store;

import org.jspecify.annotations.Nullable;
import org.layerlab.backend.store.StoreException.Reason;

/**
 * Keeps a second server out of a store. A full or read-only disk may not take the lock's file; then the store is only
 * read until the lock can be taken. Safe for use by several threads.
 */
final class StoreLock implements AutoCloseable {
    private final DurableFiles files;
    // Guarded by this.
    private @Nullable FolderLock held;

    private StoreLock(DurableFiles files) {
        this.files = files;
    }

    /**
     * Takes the lock, if the disk lets it.
     *
     * @throws StoreException {@link Reason#UNUSABLE} when another server has it, or this user may not lock the folder
     */
    static StoreLock of(DurableFiles files) throws StoreException {
        StoreLock lock = new StoreLock(files);
        try {
            lock.take();
        } catch (StoreException e) {
            if (e.reason() == Reason.UNUSABLE) {
                throw e;
            }
        }
        return lock;
    }

    synchronized boolean isHeld() {
        return held != null;
    }

    /** Whether the folder whose lock is held is not the store's any more: see {@link FolderLock#isReplaced}. */
    synchronized boolean isReplaced() {
        return held != null && held.isReplaced();
    }

    /** Takes the lock, which must not be held; fails as {@link FolderLock#take} does. */
    synchronized void take() throws StoreException {
        held = files.lock();
    }

    @Override
    public synchronized void close() {
        if (held != null) {
            held.close();
            held = null;
        }
    }
}
