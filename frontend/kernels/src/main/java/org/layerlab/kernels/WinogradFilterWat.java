package org.layerlab.kernels;

import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** Filters of a {@link WinogradConvolution} at the 36 places, and their gradient back from there: four channels a turn. */
final class WinogradFilterWat extends Kernel {
    private static final int WIDTH = WinogradLines.WIDTH;
    private static final int TAPS = WinogradLines.TAPS;

    private final WinogradLines lines = new WinogradLines(f);

    private WinogradFilterWat(String name, ScalarType n) {
        super(name, n);
    }

    static String wat(ScalarType n) {
        return written(n, WinogradFilterWat::new, "spreadFilter", "gatherFilter");
    }

    /** Taps or places: how many are in a row, bytes from one to the next, and where those of a channel begin. */
    private record Side(int width, I32 step, UnaryOperator<I32> at) {}

    /** Four channels at an address. */
    private interface Load extends java.util.function.Function<I32, Vec> {}

    /**
     * Brings one filter's channels from one side to the other: columns to the temporary room, then rows. There are at least
     * four channels; the last turn does some of them again rather than one beyond.
     */
    private void turns(
            I32 channels,
            I32 temporary,
            Side from,
            Load load,
            Runnable additions,
            Side to,
            BiConsumer<I32, Vec> store) {
        I32.Local channel = f.i32(), done = f.i32(), j = f.i32(), at = f.i32(), p = f.i32();
        f.until(done.atLeast(channels), () -> {
            channel.set(Function.least(done, channels.minus(4)));
            at.set(temporary);
            p.set(from.at.apply(channel));
            f.times(j, from.width, () -> {
                lines.load(from.width, i -> load.apply(p.plus(from.step.times(from.width * i))));
                additions.run();
                lines.store(at, 0, from.width * VECTOR, to.width);
                at.add(VECTOR);
                p.add(from.step);
            });
            at.set(temporary);
            p.set(to.at.apply(channel));
            f.times(j, to.width, () -> {
                lines.load(from.width, i -> f.load(at, i * VECTOR));
                additions.run();
                for (int i = 0; i < to.width; i++) {
                    store.accept(p, lines.x[i]);
                    p.add(to.step);
                }
                at.add(from.width * VECTOR);
            });
            done.add(4);
        });
    }

    /**
     * {@code G·g·Gᵀ} of one filter's channels: the number of a place and channel goes to {@code to + place·ofPlace +
     * channel·ofChannel}. W has {@code wTap} and {@code wChannel} bytes from tap to tap and channel to channel.
     */
    void spreadFilter(I32 w, I32 wTap, I32 wChannel, I32 channels, I32 to, I32 ofPlace, I32 ofChannel, I32 temporary) {
        Side taps = new Side(TAPS, wTap, channel -> w.plus(channel.times(wChannel)));
        Side places = new Side(WIDTH, ofPlace, channel -> to.plus(channel.times(ofChannel)));
        BiConsumer<I32, Vec> store = (p, x) -> Lanes.storeFour(f, p, ofChannel, x);
        turns(channels, temporary, taps, p -> Lanes.loadFour(f, p, wChannel), lines::filter, places, store);
    }

    /**
     * {@code dg = scale · Gᵀ·S·G} of one filter's channels, which lie side by side in S and in dW. The rows of S are
     * places, and those of dW are taps.
     */
    void gatherFilter(Rows s, I32 channels, Real scale, Rows dW, I32 temporary) {
        Vec.Local factor = f.let(scale.splat());
        Side places = new Side(WIDTH, s.row(), channel -> s.at().plus(f.bytes(channel)));
        Side taps = new Side(TAPS, dW.row(), channel -> dW.at().plus(f.bytes(channel)));
        BiConsumer<I32, Vec> store = (p, x) -> f.storeAnywhere(p, x.times(factor));
        turns(channels, temporary, places, f::loadAnywhere, lines::filterGradient, taps, store);
    }
}
