package org.layerlab.kernels;

/**
 * A tile of a {@link WinogradConvolution}, 16 examples at a time: from the pixels of a map to the 36 places, and back.
 * Vectors run along the examples, of which the last may be missing: what is read in their place is never used.
 */
final class WinogradTileWat extends Kernel {
    private static final int WIDTH = WinogradLines.WIDTH;
    private static final int SIDE = WinogradLines.SIDE;

    private static final int CHANNELS = KernelLayout.WINOGRAD_CHANNELS;

    /** Bytes of the examples that are done at a time: two rows of a product's tile. */
    private static final int EXAMPLES_BYTES = KernelLayout.WINOGRAD_ROW_BYTES;

    /** In the temporary room, from half to half of the examples, and from place to place. */
    private static final int HALF = CHANNELS * ROW;

    private static final int PLACE = CHANNELS * EXAMPLES_BYTES;

    /** At the end of that room, what stands for pixels outside the map. */
    private static final int ZEROS = WinogradLines.PLACES * PLACE;

    /** Where a tile begins in a map of this size. */
    record Corner(I32 height, I32 width, I32 y, I32 x) implements Group {
        private I32 contains(I32 row, I32 column) {
            return row.below(height).and(column.below(width));
        }

        /** Bytes from the map's first pixel to another. */
        private I32 offset(I32 row, I32 column, I32 pixel) {
            return row.times(width).plus(column).times(pixel);
        }
    }

    /** A map from some channel on: its first pixel, bytes from channel to channel, and from pixel to pixel. */
    record Pixels<T extends I32>(T at, I32 mRow, I32 pixel) implements Group {}

    /** Where places go: bytes from channel to channel, from half to half of the examples, and from place to place. */
    record Places(I32.Local at, I32 channel, I32 half, I32 place) implements Group {}

    /** Sums at the places: bytes from filter to filter and from place to place, and how many filters there are. */
    record Sums(I32.Local at, I32 filter, I32 place, I32.Local filters) implements Group {}

    private final WinogradLines lines = new WinogradLines(f);

    private WinogradTileWat(String name, ScalarType n) {
        super(name, n);
    }

    static String wat(ScalarType n) {
        return written(n, WinogradTileWat::new, "readTile", "readTurned", "writeTile");
    }

    private void load(I32 at, int offset, int step) {
        lines.load(WIDTH, i -> f.loadAnywhere(at, offset + i * step));
    }

    /**
     * With a {@code side} of 6, {@code Bᵀ·d·B} of the 6×6 input pixels from (x, y) on; with one of 4, {@code A·dy·Aᵀ} of the
     * 4×4 output pixels. Zeros stand outside the map. Does this to {@code channels} of all that a pixel has, from the one
     * on that is at {@code from} in the first pixel.
     */
    void readTile(I32 side, Pixels<I32> from, I32 channels, Corner corner, Places to, I32 temporary) {
        I32.Local[] p = f.i32s(WIDTH), step = f.i32s(WIDTH);
        I32.Local turns = f.i32(), first = f.i32(), count = f.i32(), left = f.i32(), j = f.i32(), at = f.i32();
        for (int offset = 0; offset < EXAMPLES_BYTES; offset += VECTOR) {
            f.store(temporary, ZEROS + offset, f.all("0"));
        }
        f.until(first.atLeast(channels), () -> {
            count.set(Function.least(CHANNELS, channels.minus(first)));
            f.countUp(j, side, () -> {
                I32 column = corner.x.plus(j);
                I32 place = from.at.plus(first.times(from.mRow));
                for (int i = 0; i < WIDTH; i++) {
                    I32 row = corner.y.plus(i);
                    step[i].set(corner.contains(row, column).choose(from.mRow, 0));
                    I32 inside = place.plus(corner.offset(row, column, from.pixel));
                    p[i].set(step[i].either(inside, temporary.plus(ZEROS)));
                }
                at.set(temporary.plus(j.times(PLACE)));
                f.times(left, count, () -> column(side, p, step, turns, at));
            });
            f.countUp(j, 2 * WIDTH, () -> {
                // Places of row j/2, half of the examples.
                I32 half = j.and(1);
                I32 row = j.shr(1);
                at.set(temporary.plus(row.times(WIDTH * PLACE)).plus(half.times(HALF)));
                p[0].set(to.at.plus(half.times(to.half)).plus(row.times(WIDTH).times(to.place)));
                Loops.addresses(p, to.place);
                f.times(left, count, () -> row(side, p, at, to.channel));
            });
            to.at.add(count.times(to.channel));
            first.add(count);
        });
    }

    /**
     * {@code Bᵀ·d·B} of eight channels, side by side for each example: of the 6×6 input pixels from (x, y) on, with zeros
     * outside the map. Where there are fewer than eight, the last is repeated.
     */
    void readTurned(Pixels<I32> from, I32 channels, I32 examples, Corner corner, I32 to, I32 ofPlace, I32 temporary) {
        I32.Local[] p = f.i32s(WIDTH);
        I32.Local left = f.i32(), i = f.i32();
        I32.Local at = f.let(temporary);
        f.doWhile(i.less(WinogradLines.PLACES), () -> {
            I32 row = f.let(corner.y.plus(i.over(WIDTH)));
            I32 column = f.let(corner.x.plus(i.modulo(WIDTH)));
            I32 place = from.at.plus(corner.offset(row, column, from.pixel));
            f.when(
                    corner.contains(row, column),
                    () -> f.call("packTurned", place, from.mRow, examples, channels, f.number("1"), at));
            f.otherwise(() -> f.clear(at, I32.of(PLACE)));
            at.add(PLACE);
            i.add(1);
        });
        f.countUp(i, WIDTH, () -> {
            at.set(temporary.plus(i.times(PLACE)));
            f.times(left, examples, () -> {
                for (int v = 0; v < ROW; v += VECTOR) {
                    load(at, v, WIDTH * PLACE);
                    lines.input();
                    lines.store(at, v, WIDTH * PLACE, WIDTH);
                }
                at.add(ROW);
            });
        });
        f.countUp(i, WIDTH, () -> {
            at.set(temporary.plus(i.times(WIDTH * PLACE)));
            p[0].set(to.plus(i.times(WIDTH).times(ofPlace)));
            Loops.addresses(p, ofPlace);
            f.times(left, examples, () -> row(I32.of(WIDTH), p, at, I32.of(ROW)));
        });
    }

    /** Bᵀ of all six numbers, or A of the first four. */
    private void line(I32 side) {
        f.when(side.equal(WIDTH), lines::input);
        f.otherwise(lines::error);
    }

    /** A channel's pixels in a column, by halves of the examples. */
    private void column(I32 side, I32.Local[] p, I32.Local[] step, I32.Local turns, I32.Local at) {
        f.times(turns, 2, () -> {
            for (int v = 0; v < ROW; v += VECTOR) {
                for (int i = 0; i < WIDTH; i++) {
                    lines.x[i].set(f.loadAnywhere(p[i], v));
                }
                line(side);
                lines.store(at, v, WIDTH * PLACE, WIDTH);
            }
            at.add(HALF);
            Loops.advance(p, ROW);
        });
        at.subtract(PLACE - ROW);
        for (int i = 0; i < WIDTH; i++) {
            p[i].add(step[i].minus(EXAMPLES_BYTES));
        }
    }

    /** A channel's places in a row. */
    private void row(I32 side, I32.Local[] p, I32.Local at, I32 ofChannel) {
        for (int v = 0; v < ROW / VECTOR; v++) {
            load(at, v * VECTOR, PLACE);
            line(side);
            for (int i = 0; i < WIDTH; i++) {
                f.storeAnywhere(p[i], v * VECTOR, lines.x[i]);
            }
        }
        at.add(ROW);
        for (I32.Local place : p) {
            place.add(ofChannel);
        }
    }

    /**
     * {@code Aᵀ·S·A + bias} of some filters, or the greater of that and 0: writes the pixels from (x, y) on that are inside
     * the map, {@code bytes} of each.
     */
    void writeTile(Sums s, I32.Local bias, I32 rectify, Pixels<I32.Local> to, Corner corner, I32 bytes, I32 temporary) {
        I32 edge = f.let(temporary.plus(WIDTH * SIDE * EXAMPLES_BYTES));
        I32 rows = f.let(Function.least(SIDE, corner.height.minus(corner.y)));
        I32 columns = f.let(Function.least(SIDE, corner.width.minus(corner.x)));
        I32 whole = f.let(columns.equal(SIDE).and(bytes.equal(EXAMPLES_BYTES)));
        Vec.Local least = f.let(rectify.choose(f.all("0"), f.all("-inf")));
        Vec.Local b = f.vec();
        I32.Local[] p = f.i32s(WIDTH);
        I32.Local left = f.i32(), turns = f.i32(), at = f.i32(), target = f.i32();
        f.countDown(s.filters, () -> {
            f.when(bias, () -> {
                b.set(f.loadSplat(bias));
                bias.add(n.bytes());
            });
            p[0].set(s.at);
            Loops.addresses(p, s.place.times(WIDTH));
            at.set(temporary);
            f.times(left, WIDTH, () -> sums(p, at, turns, s.place));
            target.set(to.at.plus(corner.offset(corner.y, corner.x, to.pixel)));
            at.set(temporary);
            f.times(left, rows, () -> {
                p[0].set(whole.choose(target, edge));
                Loops.addresses(p, whole.choose(to.pixel, I32.of(EXAMPLES_BYTES)));
                f.times(turns, 2, () -> outputs(p, at, b, least));
                at.add((WIDTH - 1) * EXAMPLES_BYTES);
                I32 edgeRow = I32.of(EXAMPLES_BYTES);
                f.when(whole.isZero(), () -> f.call("copyTile", edge, edgeRow, target, to.pixel, columns, bytes));
                target.add(corner.width.times(to.pixel));
            });
            s.at.add(s.filter);
            to.at.add(to.mRow);
        });
    }

    /** The sums of a column of places, by halves of the examples. */
    private void sums(I32.Local[] p, I32.Local at, I32.Local turns, I32 ofPlace) {
        f.times(turns, 2, () -> {
            for (int v = 0; v < ROW; v += VECTOR) {
                for (int i = 0; i < WIDTH; i++) {
                    lines.x[i].set(f.load(p[i], v));
                }
                lines.output();
                lines.store(at, v, WIDTH * EXAMPLES_BYTES, SIDE);
            }
            at.add(ROW);
            Loops.advance(p, ROW);
        });
        for (I32.Local place : p) {
            place.add(ofPlace.minus(EXAMPLES_BYTES));
        }
    }

    /** Half of the examples of a row of pixels. */
    private void outputs(I32.Local[] p, I32.Local at, Vec b, Vec least) {
        for (int v = 0; v < ROW; v += VECTOR) {
            load(at, v, EXAMPLES_BYTES);
            lines.output();
            for (int i = 0; i < SIDE; i++) {
                f.storeAnywhere(p[i], v, lines.x[i].plus(b).orGreater(least));
            }
        }
        at.add(ROW);
        for (int i = 0; i < SIDE; i++) {
            p[i].add(ROW);
        }
    }
}
