package org.layerlab.backend.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The files below a folder or in a zip: what a data set is read from. */
interface FileTree {
    /** A source with more files than this is refused. */
    int MAX_FILES = 200_000;

    /**
     * One file.
     *
     * @param path relative, parts divided by {@code /}, none of them {@code ..}
     * @param size bytes, as declared: for telling changes, never for allocation
     * @param stamp changes with the content: modification time, or a zip's checksum
     */
    record Entry(String path, long size, long stamp) {
        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    /** {@code folder} or {@code zip}. */
    String kind();

    List<Entry> entries();

    /** Entries that lead outside or come twice. */
    LeftOut leftOut();

    /**
     * The whole file.
     *
     * @throws IOException when it cannot be read or has more than {@link DataSet#MAX_FILE_BYTES}
     */
    byte[] read(Entry entry) throws IOException;

    void close();

    /** Reads to the end, however long the stream was said to be, and gives up past the limit. */
    static byte[] readBounded(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(DataSet.MAX_FILE_BYTES + 1);
        if (bytes.length > DataSet.MAX_FILE_BYTES) {
            throw new IOException("it has more than " + (DataSet.MAX_FILE_BYTES >> 20) + " MB");
        }
        return bytes;
    }
}
