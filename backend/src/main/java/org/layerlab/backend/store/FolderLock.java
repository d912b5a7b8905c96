package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.store.StoreException.Reason;

/**
 * Keeps a second server out of a folder. The operating system releases the lock when the process ends, however it ends.
 */
final class FolderLock implements AutoCloseable {
    private static final String NAME = ".lock";

    /**
     * Folders that this process holds. POSIX releases a file's locks as soon as a process closes the file anywhere, so one
     * that is held is not opened again, not even to look.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Whether a server has ever had this folder. */
    static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(NAME), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Takes a folder.
     *
     * @throws StoreException {@link Reason#UNUSABLE} when it is in use, or as {@link #tryTake}
     */
    static FolderLock take(Path folder) throws StoreException {
        FolderLock lock = tryTake(folder);
        if (lock == null) {
            throw new StoreException(Reason.UNUSABLE, "the store " + folder + " is in use by another LayerLab");
        }
        return lock;
    }

    /**
     * Takes a folder unless a server has it; null where one does.
     *
     * @throws StoreException when it cannot be locked: {@link Reason#FULL} or {@link Reason#READ_ONLY} where the disk
     *     takes no files, else {@link Reason#UNUSABLE}
     */
    static @Nullable FolderLock tryTake(Path folder) throws StoreException {
        try {
            return tryTake(folder, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            String what = "the store " + folder + " is not writable or cannot be locked";
            throw StoreException.isOfDisk(e) ? StoreException.unwritable(what, e) : StoreException.unusable(what, e);
        }
    }

    /** Takes a folder that a server has left; null where one has it, or it is not there any more. */
    static @Nullable FolderLock tryTakeLeft(Path folder) throws IOException {
        try {
            return tryTake(folder, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static @Nullable FolderLock tryTake(Path folder, OpenOption... options) throws IOException {
        Path held = folder.toRealPath();
        if (!HELD.add(held)) {
            return null;
        }
        FolderLock lock = null;
        try {
            lock = lock(held, options);
            return lock;
        } finally {
            if (lock == null) {
                HELD.remove(held);
            }
        }
    }

    private static @Nullable FolderLock lock(Path held, OpenOption... options) throws IOException {
        boolean isNew = !hasFile(held);
        FileChannel channel = FileChannel.open(held.resolve(NAME), options);
        if (isNew) {
            FolderOwner.passOn(held.resolve(NAME));
        }
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
            return locked ? new FolderLock(held, channel) : null;
        } catch (OverlappingFileLockException e) {
            // Held by a copy of this class in another class loader: treated like any other.
            return null;
        } finally {
            if (!locked) {
                close(channel);
            }
        }
    }

    /** Whether a server has this folder. */
    static boolean isTaken(Path folder) throws StoreException {
        FolderLock lock = tryTake(folder);
        if (lock == null) {
            return true;
        }
        lock.close();
        return false;
    }

    /** Whether a folder was ever locked: its lock file is there. */
    static boolean hasFile(Path folder) {
        return Files.isRegularFile(folder.resolve(NAME), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void close() {
        close(channel);
        HELD.remove(folder);
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was written through it, and the lock ends with the process at the latest.
        }
    }
}
