package org.layerlab.kernels;

/** Filters of a {@link WinogradConvolution} at the 36 places, and their gradient back from there: four channels a turn. */
final class WinogradFilterWat extends Kernel {
    private static final int WIDTH = WinogradLines.WIDTH;
    private static final int TAPS = WinogradLines.TAPS;
    private static final int VECTOR = ScalarType.VECTOR_BYTES;

    private final WinogradLines lines = new WinogradLines(f);

    private WinogradFilterWat(String name, ScalarType n) {
        super(name, n);
    }

    static String wat(ScalarType n) {
        return written(n, WinogradFilterWat::new, "spreadFilter", "gatherFilter");
    }

    /** Loads the lines' first vectors from places that lie this many bytes after one another. */
    private void load(I32 at, int offset, int step, int count) {
        for (int i = 0; i < count; i++) {
            lines.x[i].set(f.load(at, offset + i * step));
        }
    }

    /**
     * {@code G·g·Gᵀ} of one filter's channels: the number of a place and channel goes to {@code to + place·ofPlace +
     * channel·ofChannel}. W has {@code wTap} and {@code wChannel} bytes from tap to tap and channel to channel, of which
     * there are at least four; the last turn does some of them again rather than one beyond.
     */
    void spreadFilter(I32 w, I32 wTap, I32 wChannel, I32 channels, I32 to, I32 ofPlace, I32 ofChannel, I32 temporary) {
        I32.Local channel = f.i32(), done = f.i32(), j = f.i32(), at = f.i32(), p = f.i32();
        f.until(done.atLeast(channels), () -> {
            channel.set(Function.least(done, channels.minus(4)));
            at.set(temporary);
            p.set(w.plus(channel.times(wChannel)));
            f.times(j, I32.of(TAPS), () -> {
                for (int i = 0; i < TAPS; i++) {
                    lines.x[i].set(Lanes.loadFour(f, p.plus(wTap.times(TAPS * i)), wChannel));
                }
                lines.filter();
                lines.store(at, 0, TAPS * VECTOR, WIDTH);
                at.add(VECTOR);
                p.add(wTap);
            });
            at.set(temporary);
            p.set(to.plus(channel.times(ofChannel)));
            f.times(j, I32.of(WIDTH), () -> {
                load(at, 0, VECTOR, TAPS);
                lines.filter();
                for (Vec.Local x : lines.x) {
                    Lanes.storeFour(f, p, ofChannel, x);
                    p.add(ofPlace);
                }
                at.add(TAPS * VECTOR);
            });
            done.add(4);
        });
    }

    /**
     * {@code dg = scale · Gᵀ·S·G} of one filter's channels, which lie side by side in S and in dW. The rows of S are
     * places, and those of dW are taps.
     */
    void gatherFilter(Rows s, I32 channels, Real scale, Rows dW, I32 temporary) {
        Vec.Local factor = f.let(scale.splat());
        I32.Local channel = f.i32(), done = f.i32(), j = f.i32(), at = f.i32(), p = f.i32();
        f.until(done.atLeast(channels), () -> {
            channel.set(Function.least(done, channels.minus(4)));
            at.set(temporary);
            p.set(s.at().plus(f.bytes(channel)));
            f.times(j, I32.of(WIDTH), () -> {
                for (int i = 0; i < WIDTH; i++) {
                    lines.x[i].set(f.loadAnywhere(p.plus(s.row().times(WIDTH * i))));
                }
                lines.filterGradient();
                lines.store(at, 0, WIDTH * VECTOR, TAPS);
                at.add(VECTOR);
                p.add(s.row());
            });
            at.set(temporary);
            p.set(dW.at().plus(f.bytes(channel)));
            f.times(j, I32.of(TAPS), () -> {
                load(at, 0, VECTOR, WIDTH);
                lines.filterGradient();
                for (int tap = 0; tap < TAPS; tap++) {
                    f.storeAnywhere(p, lines.x[tap].times(factor));
                    p.add(dW.row());
                }
                at.add(WIDTH * VECTOR);
            });
            done.add(4);
        });
    }
}
