package org.layerlab.backend.house;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;

/**
 * Where tests of random runs begin to count: at 1, which is the same each time, and at a fresh number, so that each build
 * tries runs that none has tried before. A failure names its run's number; a property makes that one the first of all.
 */
public final class Seeds {
    /** One for all tests of a process: a failed test that is run again makes the same runs. */
    private static final long FRESH = ThreadLocalRandom.current().nextInt(1_000, 1_000_000_000);

    private Seeds() {}

    /** The numbers to begin at, each with an equal share of the runs: that of a system property, or 1 and a fresh one. */
    public static List<Long> starts(String property) {
        Long told = Long.getLong(property);
        return told == null ? List.of(1L, FRESH) : List.of(told);
    }

    /** This many runs' numbers: half from 1, half fresh, or all from the one that the property tells. */
    public static long[] numbers(String property, int count) {
        List<Long> starts = starts(property);
        int share = (count + starts.size() - 1) / starts.size();
        return LongStream.range(0, count)
                .map(i -> starts.get((int) i / share) + i % share)
                .toArray();
    }
}
