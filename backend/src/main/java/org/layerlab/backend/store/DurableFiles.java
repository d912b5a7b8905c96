package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/**
 * Writes files of one folder so that each is whole or absent, whatever happens: under a temporary name first, forced to
 * disk, renamed, then the folder is forced too. Once {@link #write} returns, the file survives a power failure.
 */
class DurableFiles {
    private static final String TEMPORARY = ".tmp";
    private static final Pattern OURS = Pattern.compile("(?:writing|upload|checking)-.*\\.tmp");

    private final Path folder;

    DurableFiles(Path folder) {
        this.folder = folder;
    }

    /** Keeps others from writing here; fails as {@link FolderLock#take} does. */
    FolderLock lock() throws StoreException {
        return FolderLock.take(folder);
    }

    /** Whether this is the name of an unfinished file of the store. */
    static boolean isTemporary(String name) {
        return OURS.matcher(name).matches();
    }

    /** A new file under a name that marks it as unfinished. */
    Path newTemporary(String prefix) throws IOException {
        Path file = Files.createTempFile(folder, prefix, TEMPORARY);
        FolderOwner.passOn(file);
        return file;
    }

    /** Creates or replaces a file, atomically and durably. */
    void write(String name, byte[] content) throws IOException {
        Path temporary = newTemporary("writing-");
        try {
            writeOver(temporary, name, content);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Creates or replaces a file, atomically and durably, with the blocks of another one, which is gone then. */
    void writeOver(Path other, String name, byte[] content) throws IOException {
        fill(other, content);
        Files.move(other, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder();
    }

    /** Replaces the content of an existing file, in its blocks, and forces it to disk. */
    void fill(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.truncate(content.length);
            force(channel);
        }
    }

    /** Bytes that this program can still write to the disk of the folder. */
    long usableBytes() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /** Deletes a file durably, if it exists. */
    void delete(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
        forceFolder();
    }

    /** A rename is durable only once the folder is. */
    private void forceFolder() throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                force(channel);
            }
        }
    }

    /** Writes what the system still holds of a file or a folder to the disk. */
    void force(FileChannel channel) throws IOException {
        channel.force(true);
    }
}
