package org.layerlab.backend.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The right of one run to write certain files: a lock on a file beside each, which the system releases with the process,
 * however that ends.
 */
final class RunLock {
    private record Held(Path side, FileChannel channel) {}

    /** Sparse, so that no such file takes more than a block. */
    private static final int MOST_BYTES = 1 << 16;

    private final List<Held> held = new ArrayList<>();

    private RunLock() {}

    /**
     * Takes the right, or says why it can't be taken on this file system.
     *
     * @throws CommandException when another run has it
     */
    static RunLock on(TerminalOutput console, Path... paths) throws CommandException {
        RunLock lock = new RunLock();
        for (Path path : paths) {
            try {
                lock.take(path);
            } catch (IOException e) {
                console.say(path + " can't be locked against other runs: " + ModelFiles.reason(e));
            } catch (CommandException e) {
                lock.release();
                throw e;
            }
        }
        return lock;
    }

    private void take(Path path) throws CommandException, IOException {
        Path side = Path.of(path + ".lock");
        boolean taken = false;
        while (!taken) {
            if (Files.exists(side, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isRegularFile(side, LinkOption.NOFOLLOW_LINKS)) {
                throw notALock(path, side);
            }
            FileChannel channel = FileChannel.open(
                    side,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            try {
                if (isLocked(channel, path, side)) {
                    if (!hasOnlyZeros(channel)) {
                        throw notALock(path, side);
                    }
                    taken = isStill(channel, side);
                }
            } catch (IOException e) {
                discardEmpty(side, e);
                throw e;
            } finally {
                if (taken) {
                    held.add(new Held(side, channel));
                } else {
                    channel.close();
                }
            }
        }
    }

    /** Where the disk is full, a file can be made but not filled: no run has locked an empty one. */
    private static void discardEmpty(Path side, IOException why) {
        try {
            if (Files.size(side) == 0) {
                Files.delete(side);
            }
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    private static boolean isLocked(FileChannel channel, Path path, Path side) throws CommandException, IOException {
        boolean locked;
        try {
            // A byte after the content: some systems do not let others read locked bytes.
            locked = channel.tryLock(Long.MAX_VALUE - 1, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            locked = false;
        }
        if (!locked) {
            throw new CommandException(path + " is being written by another run, which has locked " + side
                    + "; wait for it, or write to another file");
        }
        return true;
    }

    /** Whether a run may have made the file: others are neither emptied nor deleted. */
    private static boolean hasOnlyZeros(FileChannel channel) throws IOException {
        if (channel.size() > MOST_BYTES) {
            return false;
        }
        ByteBuffer content = ByteBuffer.allocate(MOST_BYTES);
        int read = 0;
        while (read >= 0 && content.hasRemaining()) {
            read = channel.read(content, content.position());
        }
        return content.flip().equals(ByteBuffer.allocate(content.limit()));
    }

    private static CommandException notALock(Path path, Path side) {
        return new CommandException(
                path + " can't be locked: " + side + " is not a lock that LayerLab made, which has at most "
                        + MOST_BYTES + " bytes, all zero; move it away, or write to another file");
    }

    /**
     * Whether the locked file is the one of that name; the run that had it before may just have deleted it. Its length is
     * drawn by chance and compared, since POSIX drops the lock where its process opens and closes the file again.
     */
    private static boolean isStill(FileChannel channel, Path side) throws IOException {
        int length = 1 + ThreadLocalRandom.current().nextInt(MOST_BYTES);
        channel.truncate(0);
        channel.write(ByteBuffer.allocate(1), length - 1);
        try {
            return Files.size(side) == length;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Gives the right back; a second time, and from another thread, too. */
    synchronized void release() {
        held.forEach(RunLock::release);
        held.clear();
    }

    private static void release(Held one) {
        // Deleted while it is locked: another run may lock the next file of this name at once.
        try (one.channel) {
            Files.deleteIfExists(one.side);
        } catch (IOException e) {
            // The file without its lock is harmless.
            return;
        }
    }
}
