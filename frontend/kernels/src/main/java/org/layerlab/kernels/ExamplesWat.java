package org.layerlab.kernels;

/**
 * Examples, one after another, a byte a feature: as numbers, divided by 255, in a matrix with a column for each; and in
 * float32 straight as the tiles in which {@link ProductWat} reads such a matrix or its transpose. A batch of photos
 * then is never written as numbers as a whole: what comes from memory is a quarter of that.
 */
final class ExamplesWat extends Kernel {
    /** Columns of a tile. */
    private static final int TILE = ROW / Float.BYTES;

    /** 1/255 = (257 / 2¹⁶) · (1 + 2⁻¹⁶ + …): a byte times the first factor is exact. */
    private static final float OVER_255 = 257f / 65536;

    private static final float OVER_255_REST = (float) (1 / 255.0 - OVER_255);

    private final Vec.Local x = f.vec(), y = f.vec();

    /** Eight bytes of which {@link #eight} makes numbers. */
    private final Vec.Local z = f.vec();

    private ExamplesWat(String name, ScalarType n) {
        super(name, n);
    }

    static String wat(ScalarType n) {
        return written(n, ExamplesWat::new, "examples")
                + (n.single() ? written(n, ExamplesWat::new, "packExamples", "packExamplesTurned") : "");
    }

    /**
     * float32: a vector of whole numbers up to 255, over 255 without a division. Each of the 256 quotients is the one that
     * the division gives, to the last digit.
     */
    private Vec over255(Vec numbers) {
        return numbers.timesPlus(
                f.kept(String.valueOf(OVER_255)), numbers.times(f.kept(String.valueOf(OVER_255_REST))));
    }

    private Real over255(I32 at) {
        return f.loadByte(at).over(f.number("255"));
    }

    /**
     * Tiles of the matrix, of eight columns and {@code depth} rows each, one after another: {@code columns} examples of
     * which the features from {@code b} on become rows. Where there are fewer than eight examples the last is repeated.
     *
     * <p>Eight features of the eight are turned round at a time.
     */
    void packExamples(I32.Local b, I32 example, I32 depth, I32.Local columns, I32.Local to) {
        I32.Local[] p = f.i32s(TILE);
        I32.Local left = f.i32();
        Vec.Local[] r = f.vecs(TILE), u = f.vecs(2);
        f.doWhile(columns.down(TILE).greater(0), () -> {
            p[0].set(b);
            Loops.addresses(p, example, columns);
            f.timesOrNever(left, depth.shr(3), () -> turnEight(p, to, r, u));
            f.timesOrNever(left, depth.and(7), () -> {
                for (int i = 0; i < TILE; i++) {
                    f.store(to, i * Float.BYTES, over255(p[i]));
                    p[i].add(1);
                }
                to.add(ROW);
            });
            b.add(example.shl(3));
        });
    }

    private void turnEight(I32.Local[] p, I32.Local to, Vec.Local[] r, Vec.Local[] u) {
        for (int i = 0; i < TILE; i++) {
            r[i].set(f.loadEightBytes(p[i]));
            p[i].add(8);
        }
        for (int i = 0; i < 4; i++) {
            r[i].set(Lanes.mixed8(r[i], r[i + 4], 0));
        }
        for (int half = 0; half < 2; half++) {
            u[0].set(Lanes.mixed8(r[0], r[2], half));
            u[1].set(Lanes.mixed8(r[1], r[3], half));
            for (int quarter = 0; quarter < 2; quarter++) {
                // Two features of eight examples.
                z.set(Lanes.mixed8(u[0], u[1], quarter));
                eight(0, to, 0, over255(x));
                eight(1, to, ROW, over255(x));
                to.add(2 * ROW);
            }
        }
    }

    /**
     * Tiles of the transpose, scaled: {@code depth} examples become rows, the {@code columns} features from {@code b}
     * on columns, two tiles at a time as long as there are two. Up to fifteen bytes beyond are read, but never used.
     */
    void packExamplesTurned(I32.Local b, I32 example, I32 depth, I32.Local columns, Real scale, I32.Local to) {
        Vec factor = f.let(scale.splat());
        Vec scaled = over255(x).times(factor);
        I32.Local p = f.i32(), left = f.i32(), second = f.i32();
        f.doWhile(columns.down(2 * TILE).greater(0), () -> {
            p.set(b);
            left.set(depth);
            f.when(columns.greater(TILE), () -> {
                second.set(to.plus(depth.shl(ROW_SHIFT)));
                f.countDown(left, () -> {
                    z.set(f.loadBytes(p));
                    eight(0, to, 0, scaled);
                    eight(1, second, 0, scaled);
                    to.add(ROW);
                    second.add(ROW);
                    p.add(example);
                });
                to.set(second);
            });
            f.otherwise(() -> f.countDown(left, () -> {
                z.set(f.loadEightBytes(p));
                eight(0, to, 0, scaled);
                to.add(ROW);
                p.add(example);
            }));
            b.add(2 * TILE);
        });
    }

    /** Stores eight bytes, the low or the high half of z, as numbers; x holds four at a time. */
    private void eight(int half, I32 to, int offset, Vec value) {
        y.set(z.widenBytes(half));
        for (int i = 0; i < 2; i++) {
            x.set(y.widenShorts(i).toFloat32(n));
            f.store(to, offset + i * VECTOR, value);
        }
    }

    /** {@code M[i][j] = bytes[j·rows + i] / 255} for the features i to end: examples, one after another, become columns. */
    void examples(I32 bytes, I32 rows, I32 columns, I32 matrix, I32.Local i, I32 end) {
        f.when(columns.isZero(), f::leave);
        I32 row = f.let(f.bytes(columns));
        I32.Local to = f.i32(), j = f.i32(), p = f.i32(), q = f.i32(), last = f.i32();
        I32 first = bytes.plus(j.times(rows).plus(i));
        I32 place = matrix.plus(i.times(row).plus(f.bytes(j)));
        f.until(i.atLeast(end), () -> {
            to.set(Function.least(i.plus(TileSizes.FEATURES), end));
            j.set(0);
            if (n.single()) {
                f.when(
                        to.minus(i).equal(TileSizes.FEATURES),
                        () -> f.until(j.plus(4).greater(columns), () -> {
                            p.set(first);
                            q.set(place);
                            fourExamples(p, rows, q, row);
                            j.add(4);
                        }));
            }
            f.countOn(j, columns, () -> {
                p.set(first);
                last.set(p.plus(to.minus(i)));
                q.set(place);
                f.doWhile(p.below(last), () -> {
                    f.store(q, over255(p));
                    q.add(row);
                    p.add(1);
                });
            });
            i.set(to);
        });
    }

    /**
     * float32: the same for {@link TileSizes#FEATURES} features of four examples: their bytes are turned round, so that a
     * vector holds one feature of the four.
     */
    private void fourExamples(I32.Local p, I32 rows, I32.Local q, I32 row) {
        Vec.Local[] r = f.vecs(4);
        Vec.Local four = f.vec();
        for (Vec.Local example : r) {
            example.set(f.loadBytes(p));
            p.add(rows);
        }
        for (int half = 0; half < 2; half++) {
            x.set(Lanes.mixed8(r[0], r[1], half));
            y.set(Lanes.mixed8(r[2], r[3], half));
            for (int feature = 0; feature < TileSizes.FEATURES / 2; feature++) {
                if (feature % 4 == 0) {
                    // Four features, four bytes each; two features become 16-bit numbers at a time.
                    z.set(Lanes.mixed16(x, y, feature / 4));
                }
                four.set(z.widenBytes(feature % 4 / 2).widenShorts(feature % 2).toFloat32(n));
                f.storeAnywhere(q, over255(four));
                q.add(row);
            }
        }
    }
}
