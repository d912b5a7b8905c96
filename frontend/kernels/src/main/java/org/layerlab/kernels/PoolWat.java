package org.layerlab.kernels;

import java.util.function.Consumer;
import org.layerlab.kernels.KernelLayout.AveragePoolWord;
import org.layerlab.kernels.KernelLayout.MaxPoolWord;

/** Max and average pools. A pixel's channels lie side by side, so pools go along all of them at once. */
final class PoolWat {
    /** log2 of {@link KernelLayout#LINE_BYTES}. */
    private static final int LINE_SHIFT = 6;

    private PoolWat() {}

    static String wat(ScalarType n) {
        return Kernel.written(n, Squares::new, "maxPool", "maxPoolBackward") + averagePool(n) + averagePoolBackward(n);
    }

    /** A function that goes along rows of squares, one square after another. */
    static final class Squares extends MapFunction {
        private final I32.Local pixel = f.i32(), skip = f.i32(), x = f.i32();
        private final I32.Local pixelAt = f.i32(), row = f.i32(), column = f.i32();
        private final I32 a = word(MaxPoolWord.A);
        private final I32 p = word(MaxPoolWord.P);
        private final I32 size = word(MaxPoolWord.SIZE);
        private final I32 numbers = word(MaxPoolWord.NUMBERS);
        private final I32.Local width = word(MaxPoolWord.WIDTH);
        private final I32 outWidth = word(MaxPoolWord.OUT_WIDTH);

        private Squares(String name, ScalarType n) {
            super(name, n, MaxPoolWord.class);
            share(word(MaxPoolWord.OUT_HEIGHT));
            pixel.set(f.bytes(numbers));
            width.set(width.times(pixel));
            // From the last pixel of a square's row to the first of the next.
            skip.set(width.minus(size.minus(1).times(pixel)));
        }

        private void squares(Runnable square) {
            f.doWhile(first.less(last), () -> {
                f.countUp(x, outWidth, square);
                first.add(1);
            });
        }

        /** A square's first pixel. */
        private I32 square(I32 matrix) {
            return matrix.plus(size.times(first.times(width).plus(x.times(pixel))));
        }

        /** The pixel that it becomes. */
        private I32 pooled(I32 matrix) {
            return matrix.plus(pixel.times(first.times(outWidth).plus(x)));
        }

        /** For each pixel of a square from {@code pixelAt} on. */
        private void pixels(Consumer<I32> turn) {
            f.times(row, size, () -> {
                f.times(column, size, () -> {
                    turn.accept(pixelAt);
                    pixelAt.add(pixel);
                });
                pixelAt.add(skip.minus(pixel));
            });
        }

        void maxPool() {
            squares(() -> {
                I32.Local from = f.let(square(a));
                I32.Local to = f.let(pooled(p));
                Vec.Local greatest = f.vec();
                Loops.along(f, from, to).numbers(numbers, step -> {
                    pixelAt.set(from);
                    greatest.set(step.load(pixelAt));
                    pixels(at -> greatest.set(greatest.max(step.load(at))));
                    step.store(to, greatest);
                });
            });
        }

        /** If a square has several greatest elements, the first gets the gradient. NaN counts as greatest. */
        void maxPoolBackward() {
            I32 distance = f.let(word(MaxPoolWord.DA).minus(a));
            squares(() -> {
                I32.Local from = f.let(square(a));
                I32.Local to = f.let(pooled(p));
                I32.Local dP = f.let(pooled(word(MaxPoolWord.DP)));
                Vec.Local left = f.vec(), greatest = f.vec(), e = f.vec();
                Loops.along(f, from, to, dP).numbers(numbers, step -> {
                    pixelAt.set(from);
                    left.set(step.load(dP));
                    greatest.set(step.load(to));
                    pixels(at -> {
                        e.set(step.load(at));
                        e.set(e.equal(greatest).or(e.differs(e)));
                        step.store(at.plus(distance), left.and(e));
                        // Once given, nothing is left.
                        left.set(left.andNot(e));
                    });
                });
            });
        }
    }

    /** Threads share the numbers of P, in whole lines of 64 bytes. */
    private static String averagePool(ScalarType n) {
        MapFunction map = new MapFunction("averagePool", n, AveragePoolWord.class);
        Function f = map.f;
        I32 p = map.word(AveragePoolWord.P);
        I32 pixels = map.word(AveragePoolWord.PIXELS);
        I32 row = f.bytes(map.word(AveragePoolWord.NUMBERS));
        map.share(map.word(AveragePoolWord.LINES));
        I32.Local left = f.let(pixels);
        Vec share = f.let(one(f, pixels));
        I32.Local from = f.let(map.word(AveragePoolWord.A).plus(map.first.shl(LINE_SHIFT)));
        I32 end = f.let(p.plus(Function.least(row, map.last.shl(LINE_SHIFT))));
        // From here on, the share's own locals are free.
        I32.Local begin = map.first;
        begin.set(p.plus(begin.shl(LINE_SHIFT)));
        f.clear(begin, end.minus(begin));
        I32.Local a = map.last;
        I32.Local to = f.i32();
        f.countDown(left, () -> {
            a.set(from);
            to.set(begin);
            f.doWhile(to.below(end), () -> {
                f.store(to, f.load(to).plus(share.times(f.loadAnywhere(a))));
                a.add(ScalarType.VECTOR_BYTES);
                to.add(ScalarType.VECTOR_BYTES);
            });
            from.add(row);
        });
        return f.wat();
    }

    private static String averagePoolBackward(ScalarType n) {
        MapFunction map = new MapFunction("averagePoolBackward", n, AveragePoolWord.class);
        Function f = map.f;
        I32 numbers = map.word(AveragePoolWord.NUMBERS);
        I32 pixels = map.word(AveragePoolWord.PIXELS);
        map.share(pixels);
        Vec share = f.let(one(f, pixels));
        I32.Local to = f.let(map.word(AveragePoolWord.A).plus(f.bytes(map.first.times(numbers))));
        map.each(() -> {
            I32.Local from = f.let(map.word(AveragePoolWord.P));
            Loops.along(f, from, to)
                    .numbers(numbers, step -> step.store(to, step.load(from).times(share)));
        });
        return f.wat();
    }

    /** {@code 1 / count} in each lane. */
    private static Vec one(Function f, I32 count) {
        return f.number("1").over(f.real(count)).splat();
    }
}
