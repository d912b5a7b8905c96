package org.layerlab.backend.dataset;

import java.io.IOException;

/** Bytes that are read in pieces, at the pace of the receiver. Used by one thread at a time. */
public interface Pieces extends AutoCloseable {
    /** All bytes. */
    long size();

    /** How many bytes it holds in memory until it is closed. */
    long memory();

    /**
     * Some of the bytes; blocks.
     *
     * @param from the index of the first, 0 to {@link #size}
     * @param length how many; they must exist
     */
    byte[] read(long from, int length) throws IOException;

    @Override
    void close();
}
