package org.layerlab.backend.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The files below a folder or in a zip, from which a data set is read. */
interface FileTree {
    /** Sources with more files are refused. */
    int MAX_FILES = 200_000;

    /**
     * One file.
     *
     * @param path relative, with {@code /} as separator and without {@code ..}
     * @param size declared size in bytes: to detect changes, never to allocate
     * @param stamp changes with the content: the modification time, or the checksum in a zip
     */
    record Entry(String path, long size, long stamp) {
        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    /** {@code folder} or {@code zip}. */
    String kind();

    List<Entry> entries();

    /** Entries that lead outside or occur twice. */
    LeftOut leftOut();

    /** Why there is no image to be found, as the end of a sentence. */
    default String whyNoImages() {
        int others = entries().size();
        int unsafe = leftOut().unsafe();
        List<String> found = new ArrayList<>();
        if (others > 0) {
            found.add(others == 1 ? "1 other file" : others + " other files");
        }
        if (unsafe > 0) {
            found.add(
                    unsafe == 1
                            ? "1 link or path that is not followed"
                            : unsafe + " links or paths that are not followed");
        }
        return found.isEmpty() ? ": it is empty" : ", only " + String.join(" and ", found);
    }

    /**
     * The whole file.
     *
     * @throws UnusableFileException when it is damaged or has more than {@link DataSet#MAX_FILE_BYTES}, and will be the
     *     next time
     * @throws IOException when it cannot be read now
     */
    byte[] read(Entry entry) throws IOException;

    void close();

    /** Reads to the end, whatever the declared size, up to the limit. */
    static byte[] readBounded(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(DataSet.MAX_FILE_BYTES + 1);
        if (bytes.length > DataSet.MAX_FILE_BYTES) {
            throw new UnusableFileException("it has more than " + (DataSet.MAX_FILE_BYTES >> 20) + " MB");
        }
        return bytes;
    }
}
