package org.layerlab.kernels;

/**
 * Copies of blocks of B and of rows of A in the order in which the panels read them, so that the inner loop reads memory
 * in one piece.
 */
final class ProductPackWat {
    private ProductPackWat() {}

    /** Copies B, for both precisions. */
    static String wat() {
        return pack();
    }

    /** float32: copies Bᵀ and A. */
    static String turned(ScalarType n) {
        return packTurned() + packPanel(n) + packRows(n);
    }

    /** Copies tiles of B, depth steps each, one after another; what a tile has over the edge is read but never used. */
    private static String pack() {
        return """
            (func $pack_{s} (param $b i32) (param $bRow i32) (param $depth i32) (param $tiles i32) (param $to i32)
              (local $p i32) (local $n i32)
              (loop $tile
                (local.set $p (local.get $b))
                (local.set $n (local.get $depth))
                (loop $step
                  (v128.store (local.get $to) (v128.load align={bytes} (local.get $p)))
                  (v128.store offset=16 (local.get $to) (v128.load offset=16 align={bytes} (local.get $p)))
                  (local.set $to (i32.add (local.get $to) (i32.const 32)))
                  (local.set $p (i32.add (local.get $p) (local.get $bRow)))
                  (br_if $step (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                (local.set $b (i32.add (local.get $b) (i32.const 32)))
                (br_if $tile (local.tee $tiles (i32.sub (local.get $tiles) (i32.const 1)))))
            )
            """;
    }

    /**
     * float32: copies tiles of Bᵀ, depth steps each, scaled. Four steps of eight rows are turned round at a time. Where
     * there are fewer than eight rows the last is repeated, so that nothing beyond B is read.
     */
    private static String packTurned() {
        StringBuilder wat = new StringBuilder("""
            (func $packTurned_{s} (param $b i32) (param $bRow i32) (param $depth i32) (param $rows i32)
                (param $scale {s}) (param $to i32)
              (local $n i32) (local $factor v128)
            """);
        for (int i = 0; i < 8; i++) {
            wat.append("  (local $p%1$d i32) (local $r%1$d v128) (local $t%1$d v128)\n".formatted(i));
        }
        wat.append("""
              (local.set $factor ({v}.splat (local.get $scale)))
              (loop $tile
                (local.set $p0 (local.get $b))
            """);
        wat.append(Loops.addresses("p", 8, "bRow", "rows"));
        wat.append("    (local.set $n (i32.shr_u (local.get $depth) (i32.const 2)))\n");
        wat.append("    (if (local.get $n) (then (loop $steps\n");
        for (int i = 0; i < 8; i++) {
            wat.append("      (local.set $r%1$d ({v}.mul (v128.load align=4 (local.get $p%1$d)) (local.get $factor)))\n"
                    .formatted(i));
            wat.append("      ")
                    .append(Loops.advance("p" + i, "(i32.const 16)"))
                    .append('\n');
        }
        for (int half = 0; half < 8; half += 4) {
            turnFour(wat, half);
        }
        wat.append("      ").append(Loops.advance("to", "(i32.const 128)")).append('\n');
        wat.append("      (br_if $steps (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))\n");
        wat.append("    (local.set $n (i32.and (local.get $depth) (i32.const 3)))\n");
        wat.append("    (if (local.get $n) (then (loop $steps\n");
        for (int i = 0; i < 8; i++) {
            wat.append("""
                      (f32.store offset=%1$d (local.get $to) (f32.mul (f32.load (local.get $p%2$d)) (local.get $scale)))
                """.formatted(4 * i, i));
            wat.append("      ").append(Loops.advance("p" + i, "(i32.const 4)")).append('\n');
        }
        wat.append("      ").append(Loops.advance("to", "(i32.const 32)")).append('\n');
        wat.append("      (br_if $steps (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))\n");
        return wat.append("""
                (local.set $b (i32.add (local.get $b) (i32.shl (local.get $bRow) (i32.const 3))))
                (br_if $tile (i32.gt_s (local.tee $rows (i32.sub (local.get $rows) (i32.const 8))) (i32.const 0))))
            )
            """).toString();
    }

    /** Turns four rows of four numbers round, from {@code $r} on, and stores each step's four. */
    private static void turnFour(StringBuilder wat, int half) {
        String[] r = new String[4];
        String[] t = new String[4];
        for (int i = 0; i < 4; i++) {
            r[i] = "(local.get $r" + (half + i) + ")";
            t[i] = "(local.get $t" + (half + i) + ")";
        }
        String[] turned = {
            Lanes.shuffle32(r[0], r[1], 0, 4, 1, 5),
            Lanes.shuffle32(r[0], r[1], 2, 6, 3, 7),
            Lanes.shuffle32(r[2], r[3], 0, 4, 1, 5),
            Lanes.shuffle32(r[2], r[3], 2, 6, 3, 7)
        };
        for (int i = 0; i < 4; i++) {
            wat.append("      (local.set $t%d %s)\n".formatted(half + i, turned[i]));
        }
        String[] steps = {
            Lanes.shuffle32(t[0], t[2], 0, 1, 4, 5),
            Lanes.shuffle32(t[0], t[2], 2, 3, 6, 7),
            Lanes.shuffle32(t[1], t[3], 0, 1, 4, 5),
            Lanes.shuffle32(t[1], t[3], 2, 3, 6, 7)
        };
        for (int i = 0; i < 4; i++) {
            wat.append("      (v128.store offset=%d (local.get $to) %s)\n".formatted(32 * i + 4 * half, steps[i]));
        }
    }

    /**
     * float32: copies {@code depth} steps of a panel's rows of A, so that a step's numbers lie side by side: one address
     * then does for all of them, and memory is waited for here, where most of it is on its way at a time. Where there are
     * fewer rows than a panel has, the last is repeated; up to three steps beyond depth are copied but never used.
     */
    private static String packPanel(ScalarType n) {
        int rows = ProductTileWat.rows(n);
        StringBuilder wat = new StringBuilder("""
            (func $packPanel_{s} (param $p0 i32) (param $row i32) (param $rows i32) (param $depth i32) (param $to i32)
            """);
        String[] r = new String[rows];
        String[] t = new String[rows];
        for (int i = 0; i < rows; i++) {
            wat.append(i == 0 ? "" : "  (local $p%d i32)\n".formatted(i));
            wat.append("  (local $r%1$d v128) (local $t%1$d v128)\n".formatted(i));
            r[i] = "(local.get $r" + i + ")";
            t[i] = "(local.get $t" + i + ")";
        }
        wat.append(Loops.addresses("p", rows, "row", "rows"));
        wat.append("  (loop $steps\n");
        for (int i = 0; i < rows; i++) {
            wat.append("    (local.set $r%1$d (v128.load align=4 (local.get $p%1$d)))\n".formatted(i));
            wat.append("    ").append(Loops.advance("p" + i, "(i32.const 16)")).append('\n');
        }
        for (int i = 0; i < rows; i += 2) {
            wat.append("    (local.set $t%d %s)\n".formatted(i, Lanes.shuffle32(r[i], r[i + 1], 0, 4, 1, 5)));
            wat.append("    (local.set $t%d %s)\n".formatted(i + 1, Lanes.shuffle32(r[i], r[i + 1], 2, 6, 3, 7)));
        }
        for (int step = 0; step < 4; step++) {
            int later = step / 2;
            int half = step % 2;
            String four = Lanes.shuffle32(t[later], t[2 + later], 2 * half, 2 * half + 1, 4 + 2 * half, 5 + 2 * half);
            wat.append("    (v128.store offset=%d align=4 (local.get $to) %s)\n".formatted(4 * rows * step, four));
            for (int i = 4; i < rows; i += 2) {
                wat.append("    (v128.store64_lane offset=%d align=4 %d (local.get $to) %s)\n"
                        .formatted(4 * (rows * step + i), half, t[i + later]));
            }
        }
        wat.append("    ")
                .append(Loops.advance("to", "(i32.const " + 16 * rows + ")"))
                .append('\n');
        return wat.append("""
                (br_if $steps (i32.gt_s (local.tee $depth (i32.sub (local.get $depth) (i32.const 4))) (i32.const 0))))
            )
            """).toString();
    }

    /** float32: copies the {@code panel}-th to the last of the panels of A's n rows, whose length is a multiple of four. */
    private static String packRows(ScalarType n) {
        return """
            (func $packRows_{s} (param $a i32) (param $row i32) (param $n i32) (param $panel i32) (param $end i32)
                (param $to i32)
              (local $before i32)
              (block $done (loop $panels
                (br_if $done (i32.ge_s (local.get $panel) (local.get $end)))
                (local.set $before (i32.mul (local.get $panel) (i32.const %1$d)))
                (call $packPanel_{s}
                  (i32.add (local.get $a) (i32.mul (local.get $before) (local.get $row))) (local.get $row)
                  (i32.sub (local.get $n) (local.get $before)) (i32.shr_u (local.get $row) (i32.const {shift}))
                  (i32.add (local.get $to) (i32.mul (local.get $before) (local.get $row))))
                (local.set $panel (i32.add (local.get $panel) (i32.const 1)))
                (br $panels)))
            )
            """.formatted(ProductTileWat.rows(n));
    }
}
