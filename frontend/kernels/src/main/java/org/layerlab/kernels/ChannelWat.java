package org.layerlab.kernels;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.layerlab.kernels.KernelLayout.ChannelMomentsWord;
import org.layerlab.kernels.KernelLayout.ChannelSumsWord;
import org.layerlab.kernels.KernelLayout.ChannelTotalsWord;
import org.layerlab.kernels.KernelLayout.CombineChannelsWord;
import org.layerlab.kernels.KernelLayout.ScaleChannelsWord;
import org.layerlab.kernels.Loops.Step;

/**
 * What batch normalization needs of the channels; row i belongs to channel i mod channels. Sums of a channel are made row
 * by row, then over the pixels in float64, in one order: threads share the channels.
 */
final class ChannelWat {
    private static final int SUMS_BYTES = KernelLayout.CHANNEL_SUMS_BYTES;

    private ChannelWat() {}

    static String wat(ScalarType n) {
        return scaleChannels(n)
                + combineChannels(n)
                + Kernel.written(n, Totals::new, "plainTotals", "squareTotals", "gradientTotals")
                + new Sums("channelMoments", n, ChannelMomentsWord.class, ChannelMomentsWord.ROOM).channelMoments()
                + new Sums("channelSums", n, ChannelSumsWord.class, ChannelSumsWord.ROOM).channelSums()
                + new Sums("channelTotals", n, ChannelTotalsWord.class, ChannelTotalsWord.ROOM).channelTotals();
    }

    /**
     * Row by row over this thread's rows; the words from ROWS on are in one order.
     *
     * @param begin what is done at the beginning of a row, with its channel
     * @param turn what is done with some of its numbers
     */
    private static String rows(
            MapFunction map, int rowsWord, Consumer<I32> begin, Consumer<Step> turn, I32.Local... matrices) {
        Function f = map.f;
        I32 channels = map.word(rowsWord + 1);
        I32 m = map.word(rowsWord + 2);
        map.share(map.word(rowsWord));
        for (I32.Local matrix : matrices) {
            matrix.add(f.bytes(map.first.times(m)));
        }
        I32.Local channel = f.let(map.first.modulo(channels));
        map.each(() -> {
            begin.accept(channel);
            Loops.along(f, matrices).numbers(m, turn);
            channel.add(1);
            f.when(channel.equal(channels), () -> channel.set(0));
        });
        return f.wat();
    }

    /** {@code A = scale·Z + shift}, or 0 where that is less and rectified. */
    private static String scaleChannels(ScalarType n) {
        MapFunction map = new MapFunction("scaleChannels", n, ScaleChannelsWord.class);
        Function f = map.f;
        I32.Local z = map.word(ScaleChannelsWord.Z);
        I32.Local a = map.word(ScaleChannelsWord.A);
        Vec floor = f.let(map.word(ScaleChannelsWord.RECTIFY).choose(f.all("0"), f.all("-inf")));
        Vec.Local scale = f.vec(), shift = f.vec();
        Consumer<I32> begin = channel -> {
            scale.set(f.loadSplat(map.word(ScaleChannelsWord.SCALE).plus(f.bytes(channel))));
            shift.set(f.loadSplat(map.word(ScaleChannelsWord.SHIFT).plus(f.bytes(channel))));
        };
        Consumer<Step> turn =
                step -> step.store(a, scale.times(step.load(z)).plus(shift).orGreater(floor));
        return rows(map, ScaleChannelsWord.ROWS, begin, turn, z, a);
    }

    /** All bits where nothing was rectified. */
    private static Vec all(Function f, I32 rectified) {
        return f.let(IntVec.all(rectified.minus(1)).lanes(f.n));
    }

    /** dY: dA, or 0 where A was rectified. */
    private static Vec slope(Vec dA, Vec a, Bits all, Vec zero) {
        return dA.and(all.or(a.greater(zero)));
    }

    /** {@code dZ = f0·dY + f1·Z + f2}. */
    private static String combineChannels(ScalarType n) {
        MapFunction map = new MapFunction("combineChannels", n, CombineChannelsWord.class);
        Function f = map.f;
        I32.Local z = map.word(CombineChannelsWord.Z);
        I32.Local a = map.word(CombineChannelsWord.A);
        I32.Local dA = map.word(CombineChannelsWord.DA);
        I32.Local dZ = map.word(CombineChannelsWord.DZ);
        Vec all = all(f, map.word(CombineChannelsWord.RECTIFIED));
        I32.Local p = f.i32();
        Vec.Local[] factors = f.vecs(3);
        Vec.Local dY = f.vec();
        Consumer<I32> begin = channel -> {
            p.set(map.word(CombineChannelsWord.FACTORS).plus(f.bytes(channel.times(factors.length))));
            for (int i = 0; i < factors.length; i++) {
                factors[i].set(f.loadSplat(p, i * n.bytes()));
            }
        };
        Consumer<Step> turn = step -> {
            dY.set(slope(step.load(dA), step.load(a), all, f.all("0")));
            Vec sum = factors[0].times(dY).plus(factors[1].times(step.load(z)));
            step.store(dZ, sum.plus(factors[2]));
        };
        return rows(map, CombineChannelsWord.ROWS, begin, turn, z, a, dA, dZ);
    }

    /** Of all channels some, with room for their sums. */
    record Part(I32 room, I32 first, I32 last, I32 channels, I32.Local pixels, I32 m, I32 rectified) implements Group {}

    /** A function that sums over the pixels and examples of the channels from first to last, into its room. */
    static final class Totals extends Kernel {
        private final I32.Local z = f.parameter(), a = f.parameter(), dA = f.parameter();
        private final I32 mean = f.parameter();
        private final Part part = f.parameters(Part.class);
        private final Vec all = all(f, part.rectified);
        private final Vec.Local mu = f.vec(), x = f.vec();
        private final Vec.Local[] sums = f.vecs(2);

        private Totals(String name, ScalarType n) {
            super(name, n);
        }

        /** {@code Σ Z}. */
        void plainTotals() {
            each(step -> sums[0].add(step.load(z)));
        }

        /** {@code Σ (Z − mean)²}. */
        void squareTotals() {
            each(step -> {
                x.set(step.load(z).minus(mu));
                sums[0].add(x.times(x));
            });
        }

        /** {@code Σ dY} and {@code Σ dY·(Z − mean)}. */
        void gradientTotals() {
            each(step -> {
                x.set(slope(step.load(dA), step.load(a), all, f.all("0")));
                sums[0].add(x);
                sums[1].add(x.times(step.load(z).minus(mu)));
            });
        }

        private void each(Consumer<Step> turn) {
            I32 first = part.first;
            I32 count = part.last.minus(first);
            I32 m = part.m;
            f.clear(part.room.plus(first.times(SUMS_BYTES)), count.times(SUMS_BYTES));
            I32.Local at = f.let(f.bytes(first.times(m)));
            advance(at);
            I32 skip = f.let(f.bytes(m.times(part.channels.minus(count))));
            I32.Local channel = f.i32();
            f.countDown(part.pixels, () -> {
                channel.set(first);
                f.doWhile(channel.below(part.last), () -> {
                    for (Vec.Local sum : sums) {
                        sum.set(f.all("0"));
                    }
                    mu.set(f.loadSplat(mean.plus(f.bytes(channel))));
                    // In what is left of a row only one lane counts, and the others are 0 less 0.
                    Loops.along(f, z, a, dA).numbers(m, turn, () -> mu.set(mu.and(f.firstLane())));
                    at.set(part.room.plus(channel.times(SUMS_BYTES)));
                    for (int i = 0; i < sums.length; i++) {
                        int offset = i * ScalarType.VECTOR_BYTES;
                        f.store(at, offset, f.loadWide(at, offset).plus(sums[i].sumInF64()));
                    }
                    channel.add(1);
                });
                advance(skip);
            });
        }

        private void advance(I32 bytes) {
            z.add(bytes);
            a.add(bytes);
            dA.add(bytes);
        }
    }

    /** The functions that use totals: each makes those of the channels that are its share. */
    private static final class Sums extends MapFunction {
        private final Part part;
        private final I32.Local channel = f.i32();

        /** A function that has computed its share; its words from ROOM on are in one order. */
        private Sums(String name, ScalarType n, Class<?> words, int room) {
            super(name, n, words);
            I32 channels = word(room + 2);
            part = new Part(word(room), first, last, channels, word(room + 1), word(room + 3), word(room + 4));
            share(channels);
        }

        /** For each {@link #channel} of this thread, with its two sums. */
        private void eachChannel(BiConsumer<Real, Real> turn) {
            channel.set(first);
            f.doWhile(channel.below(last), () -> {
                at.set(part.room.plus(channel.times(SUMS_BYTES)));
                turn.accept(sum(0), sum(VECTOR));
                channel.add(1);
            });
        }

        private Real sum(int offset) {
            return f.loadF64(at, offset).plus(f.loadF64(at, offset + Double.BYTES));
        }

        private void store(I32 matrix, Real number) {
            f.store(matrix.plus(f.bytes(channel)), number.in(n));
        }

        private String channelMoments() {
            I32 z = word(ChannelMomentsWord.Z);
            I32 mean = word(ChannelMomentsWord.MEAN);
            I32 variance = word(ChannelMomentsWord.VARIANCE);
            Real count = f.let(word(ChannelMomentsWord.PIXELS)
                    .toF64()
                    .times(word(ChannelMomentsWord.M).toF64()));
            f.call("plainTotals", z, z, z, mean, part);
            eachChannel((sum, none) -> store(mean, sum.over(count)));
            f.call("squareTotals", z, z, z, mean, part);
            eachChannel((sum, none) -> store(variance, sum.over(count)));
            return f.wat();
        }

        private String channelSums() {
            I32 z = word(ChannelSumsWord.Z);
            I32 a = word(ChannelSumsWord.A);
            f.call("gradientTotals", z, a, word(ChannelSumsWord.DA), word(ChannelSumsWord.MEAN), part);
            eachChannel((slopes, products) -> {
                I32 p = f.let(word(ChannelSumsWord.SUMS).plus(f.bytes(channel.shl(1))));
                f.store(p, slopes.in(n));
                f.store(p, n.bytes(), products.in(n));
            });
            return f.wat();
        }

        /** {@code totals = scale · Σ z}; the scale follows the words as a float64. */
        private String channelTotals() {
            I32 z = word(ChannelTotalsWord.Z);
            Real scale = f.let(f.loadF64(at, KernelLayout.TOTALS_SCALE_OFFSET));
            f.call("plainTotals", z, z, z, z, part);
            eachChannel((sum, none) -> store(word(ChannelTotalsWord.TOTALS), scale.times(sum)));
            return f.wat();
        }
    }
}
