package org.layerlab.kernels;

/**
 * The innermost function of convolutions and of their filter gradients: rows of one operand times two vectors of the
 * other, over turns of steps, without letting the sums leave the registers; and how rows are divided among tiles of two
 * heights.
 */
final class ConvolutionTileWat extends Kernel {
    private static final int LARGE = TileSizes.CONVOLUTION_LARGE;
    private static final int SMALL = TileSizes.CONVOLUTION_SMALL;

    /**
     * The parameters of tiles one after another: {@code C = init + Σ_turns Σ_run A·B}, or the greater of that and 0 if
     * rectified, with rows × two vectors in registers. After a turn both operands jump.
     */
    record Parameters(
            A<I32.Local> a,
            B<I32.Local> b,
            Turns sum,
            Rows init,
            I32 rectify,
            Rows.Moving c,
            I32.Local tiles,
            Next next)
            implements Group {
        /** The same with another C, number of tiles, and {@link Next}. */
        private Group[] with(Group c, I32 tiles, Group next) {
            return new Group[] {a, b, sum, init, rectify, c, tiles, next};
        }
    }

    /** Where A is, which a tile's function changes, and bytes from row to row, from step to step, and of a jump. */
    record A<T extends I32>(T at, I32 row, I32 step, I32 jump) implements Group {}

    /**
     * Where B is, which has {@link Kernel#ROW} bytes a step, and bytes of a jump. At {@code end} it continues {@code
     * ring} bytes before.
     */
    record B<T extends I32>(T at, I32 jump, I32 end, I32 ring) implements Group {
        /** B without a ring. */
        static B<I32> straight(I32 at, I32 jump) {
            return new B<>(at, jump, I32.of(-1), I32.ZERO);
        }
    }

    /** Steps of a turn, and turns. */
    record Turns(I32 run, I32 turns) implements Group {}

    /** Bytes from tile to tile. */
    record Next(I32 a, I32 b, I32 c) implements Group {
        static final Next NONE = new Next(I32.ZERO, I32.ZERO, I32.ZERO);
    }

    private final Parameters p = f.parameters(Parameters.class);
    private final I32.Local left = f.i32(), turns = f.i32(), bAt = f.i32();
    private final Tile tile;

    private ConvolutionTileWat(ScalarType n, int rows) {
        super("tile" + rows, n);
        tile = new Tile(f, f.i32(), f.i32s(rows), new Vec.Local[] {f.vec(), f.vec()});
    }

    static String wat(ScalarType n) {
        return (n.fused() ? new ConvolutionTileWat(n, LARGE).tile() : "")
                + new ConvolutionTileWat(n, SMALL).tile()
                + Function.of(n, ConvolutionTileWat.class, "tiles", "larges", "groups", "groupAt", "groupRows");
    }

    private String tile() {
        f.countDown(p.tiles, () -> {
            tile.row.set(p.init.at());
            tile.load(p.init.row());
            bAt.set(p.b.at);
            tile.a[0].set(p.a.at);
            turns.set(p.sum.turns);
            f.when(p.a.row.equal(n.bytes()), () -> turns(true));
            f.otherwise(() -> {
                Loops.addresses(tile.a, p.a.row);
                turns(false);
            });
            f.when(p.rectify, this::rectify);
            tile.store(p.c.at(), p.c.row());
            next(p);
        });
        return f.wat();
    }

    private static void next(Parameters p) {
        p.a.at.add(p.next.a);
        p.b.at.add(p.next.b);
        p.c.at().add(p.next.c);
    }

    /** ReLU. Zeros come from the counter, which is 0 by then: a constant would occupy a register throughout the sums. */
    private void rectify() {
        tile.x.set(IntVec.all(left));
        tile.each(sum -> sum.orGreater(tile.x));
    }

    /** The loops over turns and steps. If A's rows lie side by side, one address serves all of them. */
    private void turns(boolean together) {
        int addresses = together ? 1 : tile.a.length;
        f.countDown(turns, () -> {
            f.times(left, p.sum.run, () -> {
                tile.step(together, p.a.step, bAt);
                bAt.add(ROW);
            });
            for (int i = 0; i < addresses; i++) {
                tile.a[i].add(p.a.jump);
            }
            bAt.add(p.b.jump);
            f.when(bAt.notBelow(p.b.end), () -> bAt.subtract(p.b.ring));
        });
    }

    /**
     * Tiles of {@code rows} rows, of which {@code valid}, and of a row some bytes, belong to C: where that is not all of
     * them, they go through the room for edges.
     */
    static void tiles(Function f, I32 rows, I32 valid, I32 bytes, I32 edge, Parameters p) {
        f.when(rows.equal(valid).and(bytes.equal(ROW)), () -> {
            tile(f, rows, p.with(p.c, p.tiles, p.next));
            f.leave();
        });
        Rows inEdge = new Rows(edge, I32.of(ROW));
        f.countDown(p.tiles, () -> {
            tile(f, rows, p.with(inEdge, I32.of(1), Next.NONE));
            f.call("copyTile", inEdge, p.c, valid, bytes);
            next(p);
        });
    }

    private static void tile(Function f, I32 rows, Group[] arguments) {
        if (f.n.fused()) {
            f.when(rows.equal(LARGE), () -> f.call("tile" + LARGE, arguments));
            f.otherwise(() -> f.call("tile" + SMALL, arguments));
        } else {
            f.call("tile" + SMALL, arguments);
        }
    }

    /**
     * How many large groups some rows are divided into, so that few rows are left over: 6, 12, … rows have no group of
     * four, 4, 10, … one, 2, 8, … two.
     */
    static void larges(Function f, I32 count) {
        I32.Local larges = f.i32();
        if (f.n.fused()) {
            // Twice the number of fours is, for count mod 6 from 0: 0, 4, 4, 2, 2, 0.
            I32 fours = I32.of(3).and(I32.of(360).shr(count.modulo(LARGE).shl(1)));
            larges.set(count.plus(I32.of(5).minus(fours.shl(2))).overSigned(LARGE));
        }
        f.giveBack(larges.greater(0).choose(larges, 0));
    }

    /** How many groups there are, large ones first. */
    static void groups(Function f, I32 count) {
        I32 larges = f.let(f.result("larges", count));
        I32 rest = count.plus(SMALL - 1).minus(larges.times(LARGE));
        f.giveBack(larges.plus(rest.overSigned(SMALL)));
    }

    /** Where a group begins. */
    static void groupAt(Function f, I32 group, I32 larges) {
        I32 before = group.shl(Integer.numberOfTrailingZeros(SMALL));
        f.giveBack(before.plus(Function.least(group, larges).shl(Integer.numberOfTrailingZeros(LARGE - SMALL))));
    }

    /** How many rows it has. */
    static void groupRows(Function f, I32 group, I32 larges) {
        f.giveBack(group.less(larges).choose(LARGE, SMALL));
    }
}
