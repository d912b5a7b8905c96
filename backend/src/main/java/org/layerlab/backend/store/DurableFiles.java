package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files of one folder that are whole or not there, whatever happens: written under a temporary name, forced to the
 * disk, renamed, and the folder forced too. When {@link #write} returns, the file outlives a power cut.
 */
class DurableFiles {
    private static final String TEMPORARY = ".tmp";

    private final Path folder;

    DurableFiles(Path folder) {
        this.folder = folder;
    }

    /** Whether a crash left this file behind unfinished. */
    static boolean isTemporary(String name) {
        return name.endsWith(TEMPORARY);
    }

    /** A new file under a name that is swept away at the next start. */
    Path newTemporary(String prefix) throws IOException {
        return Files.createTempFile(folder, prefix, TEMPORARY);
    }

    /** Makes a file, or replaces it, at once and for good. */
    void write(String name, byte[] content) throws IOException {
        Path temporary = newTemporary("writing-");
        try {
            fill(temporary, content);
            Files.move(
                    temporary,
                    folder.resolve(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        forceFolder();
    }

    /** Fills a file that is there and forces it to the disk. */
    void fill(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Takes a file away for good, if it is there. */
    void delete(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
        forceFolder();
    }

    /** A renamed file is safe only once its folder is. */
    private void forceFolder() throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
