package org.layerlab.kernels;

import org.layerlab.kernels.KernelLayout.DepthwiseGradientWord;

/**
 * {@code dW = scale · Σ dZ·A} of each channel and tap: row by row, then over the rows in float64. Threads share the
 * channels.
 */
final class DepthwiseGradientWat extends MapFunction {
    private final I32 kernel = word(DepthwiseGradientWord.KERNEL);
    private final I32 stride = word(DepthwiseGradientWord.STRIDE);
    private final I32 padding = word(DepthwiseGradientWord.PADDING);

    /** Bytes of a channel's examples, and of a pixel. */
    private final I32.Local row = f.i32(), pixel = f.i32();

    private final I32.Local a = f.i32(), dZ = f.i32();
    private final Vec.Local sum = f.vec();
    private final Real.Local total = f.f64();

    DepthwiseGradientWat(ScalarType n) {
        super("depthwiseGradient", n, DepthwiseGradientWord.class);
    }

    String wat() {
        share(word(DepthwiseGradientWord.CHANNELS));
        row.set(f.bytes(word(DepthwiseGradientWord.M)));
        pixel.set(row.times(word(DepthwiseGradientWord.CHANNELS)));
        Real scale = f.let(f.loadF64(at, KernelLayout.DEPTHWISE_SCALE_OFFSET));
        I32.Local y = f.i32(), x = f.i32();
        I32.Local to = f.let(
                word(DepthwiseGradientWord.DW).plus(f.bytes(first.times(kernel).times(kernel))));
        each(() -> f.countUp(y, kernel, () -> {
            f.countUp(x, kernel, () -> {
                tap(y, x);
                f.store(to, scale.times(total).in(n));
                to.add(f.n.bytes());
            });
        }));
        return f.wat();
    }

    /** The total of one tap of this channel. */
    private void tap(I32 y, I32 x) {
        I32 width = word(DepthwiseGradientWord.WIDTH);
        I32 outWidth = word(DepthwiseGradientWord.OUT_WIDTH);
        DepthwiseSpan rows = DepthwiseSpan.in(f), columns = DepthwiseSpan.in(f);
        rows.places(y, word(DepthwiseGradientWord.HEIGHT), word(DepthwiseGradientWord.OUT_HEIGHT), stride, padding);
        columns.places(x, width, outWidth, stride, padding);
        f.when(columns.count().less(1), () -> rows.count().set(0));
        total.set(total.constant("0"));
        Vec.Local wide = f.vec(ScalarType.float64());
        f.until(rows.count().less(1), () -> {
            a.set(place(DepthwiseGradientWord.FROM, rows.from(), width, columns.from()));
            dZ.set(place(DepthwiseGradientWord.DZ, rows.first(), outWidth, columns.first()));
            row(columns.count());
            wide.set(sum.sumInF64());
            total.set(total.plus(wide.lane(0)).plus(wide.lane(1)));
            rows.from().add(stride);
            rows.first().add(1);
            rows.count().subtract(1);
        });
    }

    /** The address of this channel's examples at a place of a map. */
    private I32 place(int matrix, I32 y, I32 width, I32 x) {
        return word(matrix).plus(y.times(width).plus(x).times(pixel)).plus(first.times(row));
    }

    /** The sum over this many places of a row, at least one. */
    private void row(I32 count) {
        I32.Local left = f.let(count);
        sum.set(f.all("0"));
        f.countDown(left, () -> {
            Loops.along(f, a, dZ)
                    .numbers(
                            word(DepthwiseGradientWord.M),
                            step -> sum.set(step.load(a).timesPlus(step.load(dZ), sum)));
            a.add(pixel.times(stride).minus(row));
            dZ.add(pixel.minus(row));
        });
    }
}
