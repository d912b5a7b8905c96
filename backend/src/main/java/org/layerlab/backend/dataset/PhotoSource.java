package org.layerlab.backend.dataset;

import java.io.IOException;

/** The pixels of prepared photos, one photo after the other. */
interface PhotoSource {
    /** Reads bytes, which must exist, into a part of an array; blocks. */
    void read(long from, byte[] into, int at, int length) throws IOException;

    /** How many bytes it holds in memory until it is closed. */
    long memory();

    void close();
}
