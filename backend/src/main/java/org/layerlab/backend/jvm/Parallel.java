package org.layerlab.backend.jvm;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Divides work into parts and runs them on all cores. */
final class Parallel {
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
}
