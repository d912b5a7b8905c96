package org.layerlab.backend.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Where an {@link ExamplesFile} was found. Servers may share a folder, and one that knows newer photos puts its own file in
 * the place of this one; that is seen by how it begins, as the data set's fingerprint is there.
 *
 * @param beginning the first bytes of the file
 * @param size of the file in bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never written again
record ExamplesPlace(Path file, byte[] beginning, long size) {
    /** The fingerprint ends before this, whatever the data set is called. */
    private static final int BEGINNING_BYTES = 512;

    /** The first bytes of a file with this header. */
    static byte[] beginning(long headerLength, byte[] header) {
        int length = Math.min(BEGINNING_BYTES - Long.BYTES, header.length);
        return ByteBuffer.allocate(Long.BYTES + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(headerLength)
                .put(header, 0, length)
                .array();
    }

    /** Whether the file is still there: not so if it is gone or was cut short, or if another one is in its place. */
    boolean exists() {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return isThere(channel);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Opens the file to be read.
     *
     * @throws IOException when it is gone or was cut short, or another one is in its place
     */
    FileChannel open() throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            if (!isThere(channel)) {
                throw new IOException(file + " was cut short, or replaced by another one");
            }
            if (channel.size() != size) {
                throw new IOException(file + " has " + channel.size() + " bytes, not " + size);
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private boolean isThere(FileChannel channel) throws IOException {
        ByteBuffer found = ByteBuffer.allocate(beginning.length);
        while (found.hasRemaining() && channel.read(found, found.position()) >= 0) {
            // It goes on where it stopped.
        }
        // One that ends even here is not another file, but damaged: whoever opens it says so.
        return found.hasRemaining() || (Arrays.equals(found.array(), beginning) && channel.size() == size);
    }
}
