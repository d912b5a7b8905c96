package org.layerlab.backend.dataset.drawing;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;

/** A face seen from the front, around (0, 0), about 50 units to each side. */
final class Head {
    private static final Color PINK = new Color(0xE8A0A0);
    private static final Color TONGUE = new Color(0xEE7F8B);
    private static final Color INK = new Color(0x2A2326);

    private final Brush brush;
    private final Coat coat;
    private final Chance chance;
    /** Where the face looks: features move by so much to the side. */
    private final double turn;

    Head(Brush brush, Coat coat, Chance chance) {
        this.brush = brush;
        this.coat = coat;
        this.chance = chance;
        this.turn = chance.between(-5, 5);
    }

    void draw(boolean dog) {
        AffineTransform before = brush.g.getTransform();
        brush.g.rotate(Math.toRadians(chance.between(-7, 7)));
        if (dog) {
            dog();
        } else {
            cat();
        }
        brush.g.setTransform(before);
    }

    // ------------------------------------------------------------------ cat

    private void cat() {
        double width = chance.between(50, 58);
        double tip = chance.between(-76, -64);
        double spread = chance.between(40, 50);
        for (int side = -1; side <= 1; side += 2) {
            double x = side;
            brush.body(
                    pointed(x * (width - 2), -8, x * spread, tip, x * 6, -40),
                    side < 0 ? coat.ear() : earOrBase(),
                    coat.outline());
            brush.fill(
                    pointed(x * (width - 11), -18, x * (spread - 2), tip + 16, x * 16, -38),
                    Coat.mix(PINK, coat.ear(), 0.25));
        }
        Path2D face = Brush.soft(
                -width * 0.55,
                -50,
                width * 0.55,
                -50,
                width + 4,
                -26,
                width + 8,
                16,
                width * 0.62,
                42,
                0,
                52,
                -width * 0.62,
                42,
                -width - 8,
                16,
                -width - 4,
                -26);
        if (chance.once(0.45)) {
            for (int side = -1; side <= 1; side += 2) {
                for (int i = 0; i < 3; i++) {
                    double y = 8 + 11 * i;
                    Path2D tuft = Brush.curve(
                            side * (width - 4 - 7 * i),
                            y - 6,
                            side * (width + 4 - 7 * i),
                            y,
                            side * (width + 10 - 8 * i),
                            y + 3,
                            side * (width + 14 - 8 * i),
                            y + 10);
                    tuft.lineTo(side * (width - 12 - 7 * i), y + 10);
                    brush.body(tuft, coat.base(), coat.outline());
                }
            }
        }
        brush.body(face, coat.base(), coat.outline());
        brush.inside(face, coat.outline(), () -> catMarkings(width));

        brush.fill(Brush.ellipse(turn - 11, 22, 15, 12), coat.muzzle());
        brush.fill(Brush.ellipse(turn + 11, 22, 15, 12), coat.muzzle());
        brush.fill(Brush.ellipse(turn, 31, 11, 9), coat.muzzle());

        boolean sleepy = chance.once(0.06);
        double gaze = turn * 0.3;
        double open = chance.between(9.5, 12.5);
        double slit = chance.between(2.4, 5);
        for (int side = -1; side <= 1; side += 2) {
            catEye(turn + side * 23, -6, side, open, slit, gaze, sleepy);
        }

        brush.fill(
                Brush.soft(turn - 9, 9, turn + 9, 9, turn + 5, 16, turn, 19, turn - 5, 16),
                chance.once(0.7) ? PINK : INK);
        Color mouth = isDark(coat.muzzle()) ? Coat.mix(coat.muzzle(), Color.WHITE, 0.4) : coat.outline();
        brush.line(Brush.curve(turn, 17, turn, 26, turn - 8, 29, turn - 14, 24), mouth, 2.2);
        brush.line(Brush.curve(turn, 17, turn, 26, turn + 8, 29, turn + 14, 24), mouth, 2.2);

        Color hair = isDark(coat.base())
                ? new Color(0xF4F0EA)
                : Coat.mix(coat.outline(), Color.WHITE, chance.once(0.5) ? 0.9 : 0.1);
        double droop = chance.between(-4, 6);
        for (int side = -1; side <= 1; side += 2) {
            for (int i = 0; i < 3; i++) {
                double y = 18 + 5 * i;
                brush.line(
                        Brush.curve(
                                turn + side * 17,
                                y,
                                turn + side * 38,
                                y - 4 + 2 * i,
                                turn + side * 56,
                                y - 6 + 6 * i,
                                turn + side * 76,
                                y - 4 + 9 * i + droop),
                        hair,
                        1.5);
            }
        }
    }

    private Color earOrBase() {
        return coat.pattern() == Coat.Pattern.PATCHES ? coat.base() : coat.ear();
    }

    private void catMarkings(double width) {
        switch (coat.pattern()) {
            case STRIPES -> {
                for (int i = -1; i <= 1; i++) {
                    brush.line(
                            Brush.curve(i * 13, -52, i * 12, -40, i * 11, -34, i * 9 + turn * 0.5, -25),
                            coat.dark(),
                            5);
                }
                for (int side = -1; side <= 1; side += 2) {
                    brush.line(
                            Brush.curve(side * (width + 6), -2, side * 52, 0, side * 46, 2, side * 40, 6),
                            coat.dark(),
                            4.5);
                    brush.line(
                            Brush.curve(side * (width + 6), 14, side * 52, 14, side * 46, 16, side * 38, 20),
                            coat.dark(),
                            4.5);
                }
            }
            case PATCHES -> {
                brush.fill(Brush.ellipse(-30, -22, chance.between(24, 34), chance.between(26, 34)), coat.dark());
                if (chance.once(0.5)) {
                    brush.fill(Brush.ellipse(40, -30, 26, 20), coat.dark());
                }
            }
            case POINTS -> brush.fill(Brush.ellipse(turn, 14, 34, 36), Brush.faint(coat.dark(), 0.85));
            case BIB ->
                brush.fill(
                        Brush.soft(
                                turn - 4, -60, turn + 4, -60, turn + 14, 6, turn + 40, 40, 0, 60, turn - 40, 40,
                                turn - 14, 6),
                        coat.light());
            case SOLID -> {}
        }
    }

    private void catEye(double x, double y, int side, double open, double slit, double gaze, boolean sleepy) {
        if (sleepy) {
            brush.line(Brush.curve(x - 12, y, x - 6, y + 8, x + 6, y + 8, x + 12, y), INK, 3);
            return;
        }
        // Almonds, the outer corner a little higher.
        Shape eye = Brush.soft(
                x - side * 16,
                y + 2,
                x - side * 9,
                y - open,
                x + side * 7,
                y - open - 2,
                x + side * 17,
                y - 4,
                x + side * 9,
                y + open,
                x - side * 8,
                y + open + 1);
        brush.fill(eye, coat.eye());
        brush.inside(eye, INK, () -> {
            brush.fill(Brush.ellipse(x, y + open, 14, 6), Brush.faint(Brush.shade(coat.eye(), 1.3), 0.7));
            brush.fill(Brush.ellipse(x + gaze, y, slit, open * 0.98), INK);
        });
        brush.fill(Brush.ellipse(x - 3.5, y - 4, 2.8, 2.8), Color.WHITE);
    }

    // ------------------------------------------------------------------ dog

    private enum Ears {
        FLOPPY,
        LONG,
        PRICKED,
        FOLDED
    }

    private void dog() {
        Ears ears = chance.pick(java.util.List.of(Ears.FLOPPY, Ears.FLOPPY, Ears.LONG, Ears.PRICKED, Ears.FOLDED));
        double width = chance.between(40, 47);
        double length = chance.between(0, 10);
        double hang = chance.between(26, 40);
        if (ears == Ears.PRICKED || ears == Ears.FOLDED) {
            for (int side = -1; side <= 1; side += 2) {
                upright(side, width, ears == Ears.FOLDED);
            }
        }
        Path2D face = Brush.soft(
                -width * 0.62,
                -50,
                width * 0.62,
                -50,
                width + 4,
                -34,
                width + 4,
                2,
                width * 0.8,
                34,
                width * 0.45,
                58 + length,
                -width * 0.45,
                58 + length,
                -width * 0.8,
                34,
                -width - 4,
                2,
                -width - 4,
                -34);
        brush.body(face, coat.base(), coat.outline());
        brush.inside(face, coat.outline(), this::dogMarkings);
        if (ears == Ears.FLOPPY || ears == Ears.LONG) {
            for (int side = -1; side <= 1; side += 2) {
                hanging(side, width, ears == Ears.LONG ? hang + 16 : hang);
            }
        }

        // The long muzzle comes towards the viewer: lighter, lower than the chin of a cat.
        Path2D muzzle = Brush.soft(
                turn - 13,
                -4,
                turn + 13,
                -4,
                turn + 24,
                18,
                turn + 30,
                38 + length,
                turn + 14,
                54 + length,
                turn - 14,
                54 + length,
                turn - 30,
                38 + length,
                turn - 24,
                18);
        Color muzzleColor = coat.muzzle();
        boolean tongue = chance.once(0.6);
        Color muzzleLine = Brush.faint(coat.outline(), 0.35);
        if (tongue) {
            // Behind the muzzle, so that it hangs out from under the lip.
            double tip = 70 + length + chance.between(-4, 8);
            Path2D lick = Brush.soft(
                    turn - 11,
                    38 + length,
                    turn + 11,
                    38 + length,
                    turn + 12,
                    tip - 6,
                    turn + 6,
                    tip + 3,
                    turn - 6,
                    tip + 3,
                    turn - 12,
                    tip - 6);
            brush.body(lick, TONGUE, new Color(0xB24A5A));
            brush.line(
                    Brush.curve(turn, 48 + length, turn, 52 + length, turn, 56 + length, turn, tip - 8),
                    new Color(0xC65D6C),
                    2);
        }
        brush.body(muzzle, muzzleColor, muzzleLine);
        Color mouth = isDark(muzzleColor) ? Coat.mix(muzzleColor, Color.BLACK, 0.6) : coat.outline();
        double lip = 42 + length;
        brush.line(Brush.curve(turn, 22, turn, 30, turn, 34, turn, lip), mouth, 2.4);
        brush.line(Brush.curve(turn, lip, turn - 8, lip + 6, turn - 18, lip + 4, turn - 24, lip - 5), mouth, 2.6);
        brush.line(Brush.curve(turn, lip, turn + 8, lip + 6, turn + 18, lip + 4, turn + 24, lip - 5), mouth, 2.6);
        brush.fill(Brush.soft(turn - 17, 8, turn, 3, turn + 17, 8, turn + 11, 23, turn, 28, turn - 11, 23), INK);
        brush.fill(Brush.ellipse(turn - 4, 12, 4.5, 2.4), Brush.faint(Color.WHITE, 0.55));

        double size = chance.between(7.2, 9);
        boolean brows = chance.once(0.4);
        for (int side = -1; side <= 1; side += 2) {
            double x = turn * 0.9 + side * 20;
            if (brows) {
                brush.fill(
                        Brush.ellipse(x + side * 2, -26, 7, 4.5),
                        coat.pattern() == Coat.Pattern.BIB ? coat.base() : coat.chest());
            }
            brush.fill(Brush.ellipse(x, -11, size + 2.2, size + 2.2), Brush.shade(coat.outline(), 0.9));
            brush.fill(Brush.ellipse(x, -11, size, size), coat.eye());
            brush.fill(Brush.ellipse(x + turn * 0.15, -11, size * 0.62, size * 0.62), new Color(0x160F0E));
            brush.fill(Brush.ellipse(x - 2.6, -14, 2.7, 2.7), Color.WHITE);
        }
    }

    private void dogMarkings() {
        switch (coat.pattern()) {
            case STRIPES -> {
                for (int i = -2; i <= 2; i++) {
                    brush.line(
                            Brush.curve(i * 20, -56, i * 19, -44, i * 17, -36, i * 17, -28),
                            Brush.faint(coat.dark(), 0.7),
                            4);
                }
            }
            case PATCHES ->
                brush.fill(
                        Brush.ellipse(
                                turn + (chance.once(0.5) ? -24 : 24),
                                -14,
                                chance.between(20, 26),
                                chance.between(22, 30)),
                        coat.dark());
            case POINTS -> brush.fill(Brush.ellipse(turn, 28, 36, 44), Brush.faint(coat.dark(), 0.75));
            case BIB ->
                brush.fill(
                        Brush.soft(
                                turn - 8, -60, turn + 8, -60, turn + 7, -6, turn + 34, 20, turn + 30, 66, turn - 30, 66,
                                turn - 34, 20, turn - 7, -6),
                        coat.light());
            case SOLID -> {}
        }
    }

    private void hanging(int side, double width, double hang) {
        double x = side;
        Path2D ear = Brush.soft(
                x * (width * 0.45),
                -52,
                x * (width + 12),
                -44,
                x * (width + 24),
                -8,
                x * (width + 20),
                hang,
                x * (width + 4),
                hang + 8,
                x * (width - 8),
                hang - 16,
                x * (width - 6),
                -18);
        Color color = coat.pattern() == Coat.Pattern.SOLID || coat.pattern() == Coat.Pattern.STRIPES
                ? Coat.mix(coat.base(), coat.dark(), 0.55)
                : coat.dark();
        brush.body(ear, color, coat.outline());
    }

    private void upright(int side, double width, boolean folded) {
        double x = side;
        if (folded) {
            Path2D ear = Brush.soft(x * (width + 2), -22, x * (width + 8), -66, x * 20, -62, x * 10, -40);
            brush.body(ear, coat.ear(), coat.outline());
            Path2D flap = Brush.soft(
                    x * (width - 18),
                    -64,
                    x * (width + 4),
                    -66,
                    x * (width + 22),
                    -34,
                    x * (width + 14),
                    -26,
                    x * (width - 2),
                    -44);
            brush.body(flap, Coat.mix(coat.ear(), coat.dark(), 0.5), coat.outline());
        } else {
            double tip = chance.between(-84, -74);
            brush.body(pointed(x * (width + 1), -14, x * (width - 4), tip, x * 12, -40), coat.ear(), coat.outline());
            brush.fill(
                    pointed(x * (width - 6), -24, x * (width - 6), tip + 16, x * 20, -40),
                    Coat.mix(coat.dark(), PINK, 0.25));
        }
    }

    // ------------------------------------------------------------------ both

    /** A triangle with bulging sides, open at its base. */
    private static Path2D pointed(double x1, double y1, double tipX, double tipY, double x2, double y2) {
        Path2D path = new Path2D.Double();
        path.moveTo(x1, y1);
        path.quadTo((x1 + tipX) / 2 + (x1 - x2) * 0.1, (y1 + tipY) / 2, tipX, tipY);
        path.quadTo((x2 + tipX) / 2 + (x1 - x2) * 0.06, (y2 + tipY) / 2 - 5, x2, y2);
        path.closePath();
        return path;
    }

    private static boolean isDark(Color color) {
        return 0.3 * color.getRed() + 0.6 * color.getGreen() + 0.1 * color.getBlue() < 110;
    }
}
