package org.layerlab.backend.dataset.drawing;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Path2D;

/** A cat's face: pointed ears, almond eyes, whiskers. */
final class CatHead extends Head {
    CatHead(Brush brush, Coat coat, Chance chance) {
        super(brush, coat, chance);
    }

    @Override
    void face() {
        double width = chance.between(50, 58);
        ears(width);
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
            tufts(width);
        }
        brush.body(face, coat.base(), coat.outline());
        brush.inside(face, coat.outline(), () -> markings(width));

        brush.fill(Brush.ellipse(turn - 11, 22, 15, 12), coat.muzzle());
        brush.fill(Brush.ellipse(turn + 11, 22, 15, 12), coat.muzzle());
        brush.fill(Brush.ellipse(turn, 31, 11, 9), coat.muzzle());

        eyes();
        mouth();
        whiskers();
    }

    private void ears(double width) {
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
    }

    private void tufts(double width) {
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

    private void eyes() {
        boolean sleepy = chance.once(0.06);
        double gaze = turn * 0.3;
        double open = chance.between(9.5, 12.5);
        double slit = chance.between(2.4, 5);
        for (int side = -1; side <= 1; side += 2) {
            eye(turn + side * 23, -6, side, open, slit, gaze, sleepy);
        }
    }

    private void mouth() {
        brush.fill(
                Brush.soft(turn - 9, 9, turn + 9, 9, turn + 5, 16, turn, 19, turn - 5, 16),
                chance.once(0.7) ? PINK : INK);
        Color mouth = isDark(coat.muzzle()) ? Coat.mix(coat.muzzle(), Color.WHITE, 0.4) : coat.outline();
        brush.line(Brush.curve(turn, 17, turn, 26, turn - 8, 29, turn - 14, 24), mouth, 2.2);
        brush.line(Brush.curve(turn, 17, turn, 26, turn + 8, 29, turn + 14, 24), mouth, 2.2);
    }

    private void whiskers() {
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

    private void markings(double width) {
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

    private void eye(double x, double y, int side, double open, double slit, double gaze, boolean sleepy) {
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
}
