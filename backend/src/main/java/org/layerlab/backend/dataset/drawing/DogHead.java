package org.layerlab.backend.dataset.drawing;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.util.List;

/** A dog's face: a long muzzle, round eyes, ears that hang, stand or fold. */
final class DogHead extends Head {
    private static final Color TONGUE = new Color(0xEE7F8B);

    private enum Ears {
        FLOPPY,
        LONG,
        PRICKED,
        FOLDED
    }

    DogHead(Brush brush, Coat coat, Chance chance) {
        super(brush, coat, chance);
    }

    @Override
    void face() {
        Ears ears = chance.pick(List.of(Ears.FLOPPY, Ears.FLOPPY, Ears.LONG, Ears.PRICKED, Ears.FOLDED));
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
        brush.inside(face, coat.outline(), this::markings);
        if (ears == Ears.FLOPPY || ears == Ears.LONG) {
            for (int side = -1; side <= 1; side += 2) {
                hanging(side, width, ears == Ears.LONG ? hang + 16 : hang);
            }
        }
        muzzle(length);
        eyes();
    }

    /** The long muzzle points at the viewer: lighter than the face, and lower than a cat's chin. */
    private void muzzle(double length) {
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
        if (chance.once(0.6)) {
            tongue(length);
        }
        brush.body(muzzle, muzzleColor, Brush.faint(coat.outline(), 0.35));
        Color mouth = isDark(muzzleColor) ? Coat.mix(muzzleColor, Color.BLACK, 0.6) : coat.outline();
        double lip = 42 + length;
        brush.line(Brush.curve(turn, 22, turn, 30, turn, 34, turn, lip), mouth, 2.4);
        brush.line(Brush.curve(turn, lip, turn - 8, lip + 6, turn - 18, lip + 4, turn - 24, lip - 5), mouth, 2.6);
        brush.line(Brush.curve(turn, lip, turn + 8, lip + 6, turn + 18, lip + 4, turn + 24, lip - 5), mouth, 2.6);
        brush.fill(Brush.soft(turn - 17, 8, turn, 3, turn + 17, 8, turn + 11, 23, turn, 28, turn - 11, 23), INK);
        brush.fill(Brush.ellipse(turn - 4, 12, 4.5, 2.4), Brush.faint(Color.WHITE, 0.55));
    }

    /** Drawn before the muzzle, so that it hangs out from under the lip. */
    private void tongue(double length) {
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

    private void eyes() {
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

    private void markings() {
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
}
