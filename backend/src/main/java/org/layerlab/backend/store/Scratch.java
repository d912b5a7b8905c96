package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.store.StoreException.Reason;

/**
 * A folder of this process for what need not be kept: uploads under way, files fetched and made. It goes when the store
 * is closed; what killed processes of the same user left goes when the next one starts. Where the system has removed it
 * meanwhile, as many do with temporary files that nobody has used for days, it is made again. Safe for use by several
 * threads.
 */
final class Scratch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Scratch.class.getName());
    private static final String PREFIX = "layerlab-store-";
    private static final int ATTEMPTS = 20;

    private final Path parent;
    private final Path folder;
    // Guarded by this.
    private FolderLock lock;
    private boolean closed;

    private Scratch(Path parent, Path folder, FolderLock lock) {
        this.parent = parent;
        this.folder = folder;
        this.lock = lock;
    }

    /** A new folder in the system's folder for temporary files. */
    static Scratch create() throws StoreException {
        return create(Path.of(System.getProperty("java.io.tmpdir", ".")));
    }

    static Scratch create(Path parent) throws StoreException {
        try {
            for (int i = 0; i < ATTEMPTS; i++) {
                Path folder = Files.createTempDirectory(parent, PREFIX);
                FolderLock lock = FolderLock.tryTake(folder);
                if (lock != null && FolderLock.hasFile(folder)) {
                    sweep(parent, folder);
                    return new Scratch(parent, folder, lock);
                }
                // A process that starts at the same time took it for a leftover, before it was locked.
                if (lock != null) {
                    lock.close();
                }
            }
            throw new StoreException(Reason.UNUSABLE, "no temporary folder in " + parent + " stays there");
        } catch (IOException e) {
            throw new StoreException(
                    Reason.UNUSABLE, "no temporary folder in " + parent + ": " + StoreException.reason(e), e);
        }
    }

    /** Folders that nobody holds, of the same user. */
    private static void sweep(Path parent, Path own) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path old : all) {
                if (!old.equals(own)) {
                    deleteIfFree(old, Files.getOwner(own));
                }
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "temporary folders are left in " + parent + ": " + e.getMessage());
        }
    }

    /** Deletes a folder of this user, while nobody else can lock it. */
    private static void deleteIfFree(Path old, UserPrincipal user) throws IOException {
        // One that has no lock yet is just being made.
        if (!Files.isDirectory(old, LinkOption.NOFOLLOW_LINKS) || !FolderLock.hasFile(old)) {
            return;
        }
        try {
            if (!Files.getOwner(old).equals(user)) {
                return;
            }
            try (FolderLock lock = FolderLock.tryTakeLeft(old)) {
                if (lock != null) {
                    delete(old);
                }
            }
        } catch (NoSuchFileException e) {
            LOG.log(System.Logger.Level.DEBUG, "another process has deleted " + old);
        }
    }

    Path folder() {
        return folder;
    }

    /** Creates an empty file. */
    Path newTemporary(String prefix) throws IOException {
        try {
            return Files.createTempFile(folder, prefix, ".tmp");
        } catch (NoSuchFileException e) {
            restore();
            return Files.createTempFile(folder, prefix, ".tmp");
        }
    }

    /** Creates a folder in this one, where it is missing. */
    void createFolder(Path inside) throws IOException {
        restore();
        FolderOwner.createFolder(inside);
    }

    /** Fails unless files can be written. */
    void checkWritable() throws IOException {
        Path file = newTemporary("checking-");
        try {
            Files.write(file, new byte[] {1});
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private synchronized void restore() throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (closed) {
            throw new IOException("the store is closed");
        }
        // Closed to other users, as the first one was.
        Files.move(Files.createTempDirectory(parent, PREFIX), folder);
        // That of a file that is gone.
        lock.close();
        try {
            lock = FolderLock.take(folder);
        } catch (StoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public synchronized void close() {
        closed = true;
        // Under the lock, or another process would delete it at the same time.
        try {
            if (Files.exists(folder)) {
                delete(folder);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, folder + " is left over: " + e.getMessage());
        } finally {
            lock.close();
        }
    }
}
