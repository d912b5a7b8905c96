package org.layerlab.kernels;

import org.layerlab.kernels.KernelLayout.DepthwiseWord;

/**
 * Depthwise convolutions: channel c of a map by the filter of channel c. A channel's examples lie side by side, so the
 * loops go along them, and their sum over a filter's taps stays in a register.
 */
final class DepthwiseWat {
    private DepthwiseWat() {}

    static String wat(ScalarType n) {
        return Kernel.written(n, Filtered::new, "depthwise", "depthwiseBackward") + new DepthwiseGradientWat(n).wat();
    }

    /** A function that makes each pixel of one map from the pixels of another. */
    static final class Filtered extends MapFunction {
        private final I32 channels = word(DepthwiseWord.CHANNELS);
        private final I32 height = word(DepthwiseWord.HEIGHT);
        private final I32 width = word(DepthwiseWord.WIDTH);
        private final I32 outWidth = word(DepthwiseWord.OUT_WIDTH);
        private final I32 kernel = word(DepthwiseWord.KERNEL);
        private final I32 stride = word(DepthwiseWord.STRIDE);
        private final I32 padding = word(DepthwiseWord.PADDING);
        private final DepthwiseSpan rows = DepthwiseSpan.in(f), columns = DepthwiseSpan.in(f);

        /** Bytes of a channel's examples, of a pixel, and from tap to tap. */
        private final I32.Local row = f.i32(), pixel = f.i32(), tapBytes = f.i32();

        private final I32.Local mapSkip = f.i32(), tapSkip = f.i32(), to = f.i32(), from = f.i32(), w = f.i32();
        private final I32.Local bias = f.i32(), seen = f.i32(), tap = f.i32(), i = f.i32(), j = f.i32();
        private final Vec.Local sum = f.vec();

        Filtered(String name, ScalarType n) {
            super(name, n, DepthwiseWord.class);
        }

        void depthwise() {
            pixels(kernel, I32.of(1), () -> {
                rows.forward(first.over(outWidth), height, kernel, stride, padding);
                columns.forward(first.modulo(outWidth), width, kernel, stride, padding);
            });
        }

        void depthwiseBackward() {
            pixels(I32.ZERO.minus(stride.times(kernel)), I32.ZERO.minus(stride), () -> {
                rows.backward(first.over(outWidth), height, kernel, stride, padding);
                columns.backward(first.modulo(outWidth), width, kernel, stride, padding);
            });
        }

        /**
         * Pixel by pixel over this thread's pixels.
         *
         * @param down taps from one row of what is met to the next
         * @param along taps from one pixel to the next
         * @param span finds which taps meet the map
         */
        private void pixels(I32 down, I32 along, Runnable span) {
            share(word(DepthwiseWord.OUT_HEIGHT).times(outWidth));
            row.set(f.bytes(word(DepthwiseWord.M)));
            pixel.set(row.times(channels));
            tapBytes.set(f.bytes(along));
            to.set(word(DepthwiseWord.TO).plus(first.times(pixel)));
            each(() -> {
                span.run();
                // Nothing is met where a filter lies wholly in the padding.
                f.when(columns.count().less(1), () -> rows.count().set(0));
                mapSkip.set(width.minus(columns.count()).times(pixel));
                tapSkip.set(f.bytes(down).minus(tapBytes.times(columns.count())));
                from.set(word(DepthwiseWord.FROM)
                        .plus(rows.from().times(width).plus(columns.from()).times(pixel)));
                w.set(word(DepthwiseWord.W)
                        .plus(f.bytes(rows.first().times(kernel).plus(columns.first()))));
                bias.set(word(DepthwiseWord.BIAS));
                channels();
            });
        }

        private void channels() {
            f.times(channels, () -> {
                Loops.along(f, to, from).numbers(word(DepthwiseWord.M), step -> {
                    sum.set(f.all("0"));
                    f.when(bias, () -> sum.set(f.loadSplat(bias)));
                    taps(step);
                    f.when(word(DepthwiseWord.RECTIFY), () -> sum.set(sum.orGreater(f.all("0"))));
                    step.store(to, sum);
                });
                w.add(f.bytes(kernel.times(kernel)));
                f.when(bias, () -> bias.add(f.n.bytes()));
            });
        }

        /** Adds to the sum what each tap sees. */
        private void taps(Loops.Step step) {
            seen.set(from);
            tap.set(w);
            i.set(rows.count());
            f.until(i.less(1), () -> {
                f.times(j, columns.count(), () -> {
                    sum.set(step.load(seen).timesPlus(f.loadSplat(tap), sum));
                    seen.add(pixel);
                    tap.add(tapBytes);
                });
                seen.add(mapSkip);
                tap.add(tapSkip);
                i.subtract(1);
            });
        }
    }
}
