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
import java.nio.file.attribute.BasicFileAttributes;
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

    /** As it was given; its links may lead elsewhere later. */
    private final Path path;

    private final Path folder;
    private final FileChannel channel;
    private final Object identity;

    private FolderLock(Path path, Path folder, FileChannel channel, Object identity) {
        this.path = path;
        this.folder = folder;
        this.channel = channel;
        this.identity = identity;
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
            lock = lock(folder, held, options);
            return lock;
        } finally {
            if (lock == null) {
                HELD.remove(held);
            }
        }
    }

    private static @Nullable FolderLock lock(Path path, Path held, OpenOption... options) throws IOException {
        boolean isNew = !hasFile(held);
        FileChannel channel = FileChannel.open(held.resolve(NAME), options);
        if (isNew) {
            FolderOwner.passOn(held.resolve(NAME));
        }
        FolderLock lock = null;
        try {
            if (channel.tryLock() != null) {
                lock = new FolderLock(path, held, channel, identity(held));
            }
            return lock;
        } catch (OverlappingFileLockException e) {
            // Held by a copy of this class in another class loader: treated like any other.
            return null;
        } finally {
            if (lock == null) {
                close(channel);
            }
        }
    }

    /** What no other lock file has while this one is open: its inode, or the time when it was made. */
    private static Object identity(Path folder) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(folder.resolve(NAME), BasicFileAttributes.class);
            Object key = attributes.fileKey();
            return key == null ? attributes.creationTime() : key;
        } catch (NoSuchFileException e) {
            return new Object();
        }
    }

    /**
     * Whether another folder is now where this one was: it was moved and made again, or one was mounted over it. A folder
     * that is only missing may come back.
     */
    boolean isReplaced() {
        try {
            return Files.isDirectory(path) && !identity.equals(identity(path)) && Files.isDirectory(path);
        } catch (IOException e) {
            // Nobody can tell.
            return false;
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
