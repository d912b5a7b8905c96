package org.layerlab.backend.dataset;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A file of prepared photos that is being written. It is locked meanwhile: the operating system releases the lock when the
 * process ends, however it ends, so that what nobody locks was left by a killed process and can be removed. Several
 * processes may share a folder.
 */
final class UnfinishedFile implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(UnfinishedFile.class.getName());

    private static final String ENDING = ".tmp";
    private static final String LOCKED_ENDING = ".locked" + ENDING;
    private static final Pattern OURS = Pattern.compile("[a-z0-9_-]+-(train|test)-\\d+(\\.locked)?\\.tmp");

    /** Not every file system has locks. A file without one that is not finished after this time never will be. */
    private static final Duration LONGEST_WRITE = Duration.ofDays(1);

    /**
     * Files that this process writes; guards itself. POSIX releases a file's locks as soon as a process closes the file
     * anywhere, so these are not opened again.
     */
    private static final Set<Path> WRITTEN = new HashSet<>();

    private final Path file;
    private final FileChannel channel;

    private UnfinishedFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Creates a file in a folder. */
    static UnfinishedFile create(Path folder, String prefix) throws IOException {
        synchronized (WRITTEN) {
            Path unlocked = Files.createTempFile(folder.toRealPath(), prefix, ENDING);
            FileChannel channel = FileChannel.open(unlocked, StandardOpenOption.WRITE);
            // It gets the name that promises a lock once it has one.
            Path file = isLocked(channel) ? rename(unlocked) : unlocked;
            WRITTEN.add(file);
            return new UnfinishedFile(file, channel);
        }
    }

    private static boolean isLocked(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (IOException e) {
            return false;
        }
    }

    private static Path rename(Path unlocked) {
        String name = String.valueOf(unlocked.getFileName());
        String locked = name.substring(0, name.length() - ENDING.length()) + LOCKED_ENDING;
        try {
            return Files.move(unlocked, unlocked.resolveSibling(locked), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            return unlocked;
        }
    }

    FileChannel channel() {
        return channel;
    }

    /** Puts the whole file in its place. */
    void finish(Path place) throws IOException {
        // On disk before it gets its name: after a power failure there is the whole file or none.
        channel.force(true);
        // While it is still locked, or another process would take it for a leftover.
        Files.move(file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Deletes the file unless it was finished. */
    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(file);
        } finally {
            channel.close();
            synchronized (WRITTEN) {
                WRITTEN.remove(file);
            }
        }
    }

    /** Removes what killed processes left in a folder, but not what another one writes now. */
    static void removeLeft(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder.toRealPath(),
                file -> OURS.matcher(String.valueOf(file.getFileName())).matches())) {
            for (Path file : files) {
                removeIfLeft(file);
            }
        } catch (DirectoryIteratorException e) {
            tell(folder, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            tell(folder, FolderTree.reason(e));
        }
    }

    private static void tell(Path folder, String why) {
        LOG.log(System.Logger.Level.WARNING, "unfinished files may be left in " + folder + ": " + why);
    }

    private static void removeIfLeft(Path file) throws IOException {
        synchronized (WRITTEN) {
            if (WRITTEN.contains(file)) {
                return;
            }
            try {
                if (file.toString().endsWith(LOCKED_ENDING) ? isFree(file) : isOld(file)) {
                    Files.delete(file);
                }
            } catch (NoSuchFileException e) {
                LOG.log(System.Logger.Level.DEBUG, "another process has removed or finished " + file);
            }
        }
    }

    private static boolean isOld(Path file) throws IOException {
        return Files.getLastModifiedTime(file)
                .toInstant()
                .isBefore(Instant.now().minus(LONGEST_WRITE));
    }

    /** Whether no process has the lock of a file; of one that another user has made, whether it is old. */
    private static boolean isFree(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        } catch (AccessDeniedException e) {
            return isOld(file);
        } catch (OverlappingFileLockException e) {
            // This very process, by way of another class loader.
            return false;
        }
    }
}
