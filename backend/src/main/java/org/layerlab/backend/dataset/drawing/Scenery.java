package org.layerlab.backend.dataset.drawing;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** The background: 128 × 128 units. Cats and dogs share the same places. */
final class Scenery {
    /** Rows and columns of a drawing, in units and in pixels. */
    static final int SIZE = 128;

    private enum Place {
        ROOM,
        MEADOW,
        HILLS,
        CARPET,
        PLAIN,
        BEACH
    }

    private static final Color HAZE = new Color(0xF2EEE8);

    private final Brush brush;
    private final Chance chance;

    Scenery(Brush brush, Chance chance) {
        this.brush = brush;
        this.chance = chance;
    }

    void draw() {
        double horizon = chance.between(70, 88);
        switch (chance.pick(List.of(Place.values()))) {
            case ROOM -> room(horizon);
            case MEADOW -> meadow(horizon - 14);
            case HILLS -> hills(horizon);
            case CARPET -> carpet(horizon - 24);
            case PLAIN -> plain();
            case BEACH -> beach(horizon);
        }
        // A haze makes the animal stand out.
        brush.fill(new Rectangle2D.Double(0, 0, SIZE, SIZE), Brush.faint(HAZE, 0.4));
    }

    private Color one(int... colors) {
        return chance.near(new Color(colors[(int) chance.between(0, colors.length)]), 0.1);
    }

    private void area(double top, double bottom, Color from, Color to) {
        brush.fill(
                new Rectangle2D.Double(-1, top, SIZE + 2, bottom - top + 1),
                new GradientPaint(0, (float) top, from, 0, (float) bottom, to));
    }

    private void room(double floor) {
        Color wall = one(0xE9D8BE, 0xBFD3CC, 0xD9C3CF, 0xC4CFE3, 0xE7E0D0, 0x8FA7A0, 0xB08A78);
        area(0, floor, wall, Brush.shade(wall, 0.9));
        if (chance.once(0.6)) {
            double x = chance.between(4, 84);
            Rectangle2D window = new Rectangle2D.Double(x, 8, 38, 40);
            brush.fill(window, new GradientPaint(0, 8, new Color(0xA9D5F2), 0, 48, new Color(0xE8F5FC)));
            brush.line(window, new Color(0xF8F5EE), 3.5);
            brush.line(new Rectangle2D.Double(x + 19, 8, 0.1, 40), new Color(0xF8F5EE), 2);
            brush.line(new Rectangle2D.Double(x, 27, 38, 0.1), new Color(0xF8F5EE), 2);
        } else {
            double x = chance.between(6, 90);
            Rectangle2D picture = new Rectangle2D.Double(x, 12, 28, 24);
            brush.fill(picture, one(0x6FA38F, 0xD98E5F, 0x6F86B5, 0xE0C060));
            brush.fill(Brush.ellipse(x + 10, 26, 7, 5), Brush.faint(Color.WHITE, 0.5));
            brush.line(picture, new Color(0x7A5636), 3);
        }
        Color boards = one(0xB98556, 0x8E6442, 0xCBA271, 0x9C8B7A);
        area(floor, SIZE, boards, Brush.shade(boards, 0.82));
        for (double y = floor + 6; y < SIZE; y += 11) {
            brush.line(new Rectangle2D.Double(-2, y, SIZE + 4, 0.1), Brush.faint(Color.BLACK, 0.16), 1);
        }
        brush.line(new Rectangle2D.Double(-2, floor, SIZE + 4, 0.1), Brush.shade(wall, 1.15), 4);
    }

    private void meadow(double horizon) {
        area(0, horizon, one(0x7FBCEB, 0x9FD0F0, 0xF3C59A, 0xB7C3D8), new Color(0xEAF4F6));
        Color grass = one(0x7FB34F, 0x5F9A48, 0xA3B852, 0x8FBF62);
        area(horizon, SIZE, Brush.shade(grass, 1.12), Brush.shade(grass, 0.82));
        for (int i = 0; i < 70; i++) {
            double x = chance.between(0, SIZE);
            double y = chance.between(horizon + 3, SIZE + 4);
            brush.line(
                    Brush.curve(x, y, x, y - 3, x + 1, y - 5, x + chance.between(-3, 3), y - 8),
                    Brush.shade(grass, chance.between(0.7, 1.2)),
                    1.4);
        }
        Color[] petals = {new Color(0xFFF6D8), new Color(0xF7D046), new Color(0xE77FA0), new Color(0xB48AE0)};
        for (int i = 0; i < 12; i++) {
            double x = chance.between(0, SIZE);
            double y = chance.between(horizon + 8, SIZE);
            brush.fill(Brush.ellipse(x, y, 2.2, 2.2), petals[(int) chance.between(0, petals.length)]);
        }
    }

    private void hills(double horizon) {
        area(0, SIZE, one(0x5FA8E6, 0x86C2F0, 0xF0A878, 0x7E8FC8), new Color(0xF6F1E4));
        for (int i = 0; i < 3; i++) {
            double x = chance.between(0, SIZE);
            double y = chance.between(8, 44);
            Color cloud = Brush.faint(Color.WHITE, 0.85);
            brush.fill(Brush.ellipse(x, y, 15, 6), cloud);
            brush.fill(Brush.ellipse(x - 6, y - 4, 8, 6), cloud);
            brush.fill(Brush.ellipse(x + 5, y - 5, 9, 7), cloud);
        }
        Color far = one(0x7FA8A0, 0x8FA58A, 0x8C9CC0);
        brush.fill(Brush.ellipse(chance.between(0, 60), horizon + 22, 80, 36), far);
        brush.fill(Brush.ellipse(chance.between(70, 140), horizon + 26, 80, 34), Brush.shade(far, 0.9));
        Color near = one(0x6E9A55, 0x9DA35A, 0x88704E);
        area(horizon + 14, SIZE, near, Brush.shade(near, 0.85));
    }

    private void carpet(double edge) {
        Color wall = one(0xDCD3C3, 0xA9B8B4, 0xCDB7A6, 0x96A3B8, 0x7C6A6A);
        area(0, edge, wall, Brush.shade(wall, 0.92));
        Color carpet = one(0xA8443F, 0x3F6B8E, 0x5E7F56, 0x7A5A8C, 0xC08A4A, 0x4F8686);
        area(edge, SIZE, carpet, Brush.shade(carpet, 0.85));
        Color thread = Coat.mix(carpet, new Color(0xF3E2B8), 0.5);
        boolean diamonds = chance.once(0.5);
        for (int row = 0; row < 6; row++) {
            double y = edge + 7 + row * 14;
            if (diamonds) {
                for (double x = row % 2 == 0 ? 6 : 15; x < SIZE + 8; x += 18) {
                    brush.fill(Brush.soft(x - 5, y, x, y - 5, x + 5, y, x, y + 5), thread);
                }
            } else {
                brush.line(new Rectangle2D.Double(-2, y, SIZE + 4, 0.1), Brush.faint(thread, 0.7), 3);
            }
        }
    }

    private void plain() {
        Color color = one(0xE8B4A0, 0xA8CFC4, 0xF0D9A0, 0xB4B8DC, 0xD8D8D8, 0x6F8A96, 0xC7A0B8, 0x5C6470);
        area(0, SIZE, Brush.shade(color, 1.12), Brush.shade(color, 0.85));
        if (chance.once(0.5)) {
            brush.fill(Brush.ellipse(64, chance.between(56, 72), 58, 58), Brush.faint(Color.WHITE, 0.22));
        }
    }

    private void beach(double sand) {
        double sea = sand - 24;
        area(0, sea, one(0x8CCBF0, 0xF5C8A0, 0xA9BCE0), new Color(0xF2F7F7));
        Color water = one(0x3F9DB8, 0x4C86C0, 0x58B0A8);
        area(sea, sand, water, Brush.shade(water, 1.2));
        for (int i = 0; i < 8; i++) {
            double x = chance.between(0, SIZE);
            double y = chance.between(sea + 4, sand - 3);
            brush.line(Brush.curve(x - 6, y, x - 3, y - 2, x + 3, y - 2, x + 6, y), Brush.faint(Color.WHITE, 0.6), 1.3);
        }
        Color ground = one(0xEBD6A4, 0xDDC08A, 0xE7DCC4);
        area(sand, SIZE, ground, Brush.shade(ground, 0.88));
        brush.line(
                Brush.curve(-4, sand, 40, sand + 5, 80, sand - 4, SIZE + 4, sand + 2),
                Brush.faint(Color.WHITE, 0.8),
                3);
    }
}
