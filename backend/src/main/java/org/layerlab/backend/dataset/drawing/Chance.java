package org.layerlab.backend.dataset.drawing;

import java.awt.Color;
import java.util.List;

/**
 * A seeded source of choices: Steele, Lea and Flood's SplitMix64, written out because a seed must give the same drawing
 * on every Java version.
 */
final class Chance {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    Chance(long seed) {
        state = seed;
    }

    private long next() {
        state += GOLDEN;
        long x = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    /** Uniform in [from, to). */
    double between(double from, double to) {
        return from + (to - from) * ((next() >>> 11) * 0x1p-53);
    }

    /** True with this probability. */
    boolean once(double probability) {
        return between(0, 1) < probability;
    }

    <T> T pick(List<T> choices) {
        return choices.get((int) between(0, choices.size()));
    }

    /** A color near this one: brighter or darker by up to {@code part}, with some variation in each channel. */
    Color near(Color color, double part) {
        double light = between(1 - part, 1 + part);
        return new Color(
                channel(color.getRed() * light + between(-6, 6)),
                channel(color.getGreen() * light + between(-6, 6)),
                channel(color.getBlue() * light + between(-6, 6)));
    }

    static int channel(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }
}
