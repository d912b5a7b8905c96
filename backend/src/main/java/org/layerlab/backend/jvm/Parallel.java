package org.layerlab.backend.jvm;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Divides work into parts and runs them on all cores. */
final class Parallel {
    /** Rows and columns of a part of a product are a multiple of this, except in the last part. */
    private static final int TILE = 16;

    private Parallel() {}

    /** Runs all parts, on as many threads as there are cores; returns when the last is done. */
    static void each(int parts, IntConsumer work) {
        if (parts == 1) {
            work.accept(0);
        } else {
            IntStream.range(0, parts).parallel().forEach(work);
        }
    }

    /** Where a part starts:  {@code size · part / parts}. */
    static int from(int size, int part, int parts) {
        return (int) ((long) size * part / parts);
    }

    /** The same, at a multiple of the tile of BLAS. */
    static int fromTile(int size, int part, int parts) {
        return part == parts ? size : from(size, part, parts) / TILE * TILE;
    }
}
