package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One block of the disk, kept for recording a deletion: on a full disk that must work, for it is what makes room.
 *
 * <p>The record is written over the reserve and then renamed to its place. No other program can take the reserve first,
 * and on file systems that write in place the record takes no further block. So it is as safe from crashes as
 * {@link DurableFiles#write}: the former file or the whole new one is there. Used by one thread at a time.
 */
final class Reserve {
    static final String NAME = ".reserve";

    private static final System.Logger LOG = System.getLogger(Reserve.class.getName());
    private static final int BYTES = 4096;

    private final Path file;
    private final DurableFiles files;

    Reserve(Path folder, DurableFiles files) {
        this.file = folder.resolve(NAME);
        this.files = files;
    }

    /** Makes the reserve if it is missing, was used, or is another user's; does nothing where there is no room. */
    void keep() {
        try {
            if (!Files.isWritable(file) || Files.size(file) != BYTES) {
                byte[] filler = new byte[BYTES];
                Arrays.fill(filler, (byte) ' ');
                files.write(NAME, filler);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "no room for " + file, e);
        }
    }

    /**
     * Creates or replaces a file as {@link DurableFiles#write} does, also on a full disk.
     *
     * @param content at most one block
     */
    void write(String name, byte[] content) throws IOException {
        try {
            files.write(name, content);
        } catch (IOException e) {
            if (content.length > BYTES || !Files.exists(file)) {
                throw e;
            }
            files.writeOver(file, name, content);
        }
    }
}
