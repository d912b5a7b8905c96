package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second server out of a folder. The operating system releases the lock when the process ends, however it ends.
 */
final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    static FolderLock take(Path folder) throws StoreException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw StoreException.unusable("the store " + folder + " is not writable", e);
        }
        FolderLock lock = new FolderLock(channel);
        try {
            if (channel.tryLock() != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            // This process holds it: treated like any other.
        } catch (IOException e) {
            lock.close();
            throw StoreException.unusable("the store " + folder + " cannot be locked", e);
        }
        lock.close();
        throw new StoreException(
                StoreException.Reason.UNUSABLE, "the store " + folder + " is in use by another LayerLab");
    }

    /** Whether a server has this folder. */
    static boolean isTaken(Path folder) throws StoreException {
        try {
            take(folder).close();
            return false;
        } catch (StoreException e) {
            if (e.getCause() != null) {
                throw e;
            }
            return true;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was written through it, and the lock ends with the process at the latest.
        }
    }
}
