package org.layerlab.backend.dataset.drawing;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;

/** An animal in a pose, in the units of its {@link Head}, which is always around (0, 0). */
final class Body {
    enum Pose {
        /** The face fills the picture, shoulders below it. */
        PORTRAIT(0, 12, 0.72),
        /** Seen from the front, the tail beside it. */
        SITTING(3, 33, 0.6),
        /** Resting, the body to one side. */
        LYING(31, 20, 0.58),
        /** On four legs, the body to one side. */
        STANDING(32, 30, 0.54);

        /** The center of the animal in units, and the pixels per unit in a 128-pixel picture. */
        final double middleX;

        final double middleY;
        final double scale;

        Pose(double middleX, double middleY, double scale) {
            this.middleX = middleX;
            this.middleY = middleY;
            this.scale = scale;
        }
    }

    private static final Color[] COLLARS = {
        new Color(0xC8323C), new Color(0x2F6FC0), new Color(0x2E9A6A), new Color(0xE0A020), new Color(0x8A4FB0)
    };

    private final Brush brush;
    private final Coat coat;
    private final Chance chance;
    private final boolean dog;

    Body(Brush brush, Coat coat, Chance chance, boolean dog) {
        this.brush = brush;
        this.coat = coat;
        this.chance = chance;
        this.dog = dog;
    }

    void draw(Pose pose) {
        switch (pose) {
            case PORTRAIT -> portrait();
            case SITTING -> sitting();
            case LYING -> lying();
            case STANDING -> standing();
        }
        Head head = dog ? new DogHead(brush, coat, chance) : new CatHead(brush, coat, chance);
        head.draw();
    }

    private void portrait() {
        double shoulder = dog ? 66 : 56;
        Path2D torso = Brush.soft(-30, 10, 30, 10, shoulder, 66, shoulder + 8, 150, -shoulder - 8, 150, -shoulder, 66);
        torso(torso, 0, 84);
        brush.inside(torso, coat.outline(), () -> brush.fill(Brush.ellipse(0, 96, 26, 44), coat.chest()));
        collar(0, 52, 34, 0.3);
    }

    private void sitting() {
        double hip = dog ? 54 : 50;
        if (dog) {
            tail(44, 100, 66, 104, 84, 84, 88, chance.between(48, 66), 13);
        } else {
            tail(38, 106, 92, 116, 92, 72, 76, chance.between(18, 44), 11);
        }
        Path2D torso = Brush.soft(-28, 16, 28, 16, 42, 60, hip + 6, 96, 40, 124, -40, 124, -hip - 6, 96, -42, 60);
        torso(torso, 0, 70);
        brush.inside(torso, coat.outline(), () -> brush.fill(Brush.ellipse(0, 62, 21, 32), coat.chest()));
        for (int side = -1; side <= 1; side += 2) {
            brush.body(Brush.ellipse(side * 40, 115, 16, 9), coat.paw(), coat.outline());
            leg(side * 15, 66, 120, dog ? 19 : 16);
        }
        collar(0, 50, 28, 0.35);
    }

    private void lying() {
        if (dog) {
            tail(112, 56, 130, 52, 140, 40, 142, chance.between(14, 34), 13);
        } else {
            tail(114, 64, 146, 78, 100, 92, chance.between(50, 70), 84, 11);
        }
        Path2D torso = Brush.soft(-24, 14, 26, 6, 84, 0, 124, 14, 128, 72, 100, 82, -10, 82, -38, 66);
        torso(torso, 56, 40);
        Shape haunch = Brush.ellipse(94, 52, 31, 29);
        brush.body(haunch, coat.base(), coat.outline());
        brush.inside(haunch, coat.outline(), () -> markings(94, 50, 0.8));
        brush.body(Brush.ellipse(84, 79, 24, 9), coat.paw(), coat.outline());
        brush.inside(torso, coat.outline(), () -> brush.fill(Brush.ellipse(-8, 56, 22, 22), coat.chest()));
        brush.body(Brush.soft(-24, 66, 20, 66, 26, 84, -30, 86, -44, 80), coat.paw(), coat.outline());
        brush.body(Brush.soft(0, 70, 42, 68, 48, 86, -4, 88, -18, 82), coat.paw(), coat.outline());
        collar(-2, 44, 27, 0.35);
    }

    private void standing() {
        double ground = dog ? 122 : 112;
        double width = dog ? 17 : 13;
        if (dog) {
            if (chance.once(0.4)) {
                tail(104, 30, 128, 10, 124, -22, 100, -8, 13);
            } else {
                tail(106, 32, 124, 22, 134, 4, 138, chance.between(-24, -4), 12);
            }
        } else {
            tail(106, 34, 136, 22, 112, -24, 134, chance.between(-56, -40), 10);
        }
        // The far legs are in the shade.
        shadedLeg(14, 62, ground - 4, width);
        shadedLeg(84, 62, ground - 4, width);
        Path2D torso = dog
                ? Brush.soft(-26, 8, 20, 0, 70, 10, 112, 10, 116, 62, 90, 76, 60, 70, 20, 86, -22, 76)
                : Brush.soft(-24, 10, 20, 12, 66, 20, 110, 14, 116, 58, 92, 72, 50, 74, 10, 78, -22, 66);
        torso(torso, 52, 40);
        brush.inside(torso, coat.outline(), () -> brush.fill(Brush.ellipse(-8, 58, 20, 24), coat.chest()));
        leg(-6, 62, ground, width);
        leg(100, 56, ground, width);
        collar(-2, 44, 27, 0.35);
    }

    private void torso(Path2D torso, double x, double y) {
        brush.body(torso, coat.base(), coat.outline());
        brush.inside(torso, coat.outline(), () -> markings(x, y, 1));
    }

    /** Stripes and patches around a point. */
    private void markings(double x, double y, double size) {
        switch (coat.pattern()) {
            case STRIPES -> {
                for (int i = -4; i <= 4; i++) {
                    double at = x + i * 15 * size;
                    brush.line(
                            Brush.curve(at, y - 60, at + 5, y - 30, at - 4, y - 20, at + 2, y + chance.between(-6, 14)),
                            Brush.faint(coat.dark(), dog ? 0.65 : 1),
                            chance.between(4.5, 6.5));
                }
            }
            case PATCHES -> {
                for (int i = 0; i < 3; i++) {
                    brush.fill(
                            Brush.ellipse(
                                    x + chance.between(-50, 50) * size,
                                    y + chance.between(-30, 30),
                                    chance.between(12, 24),
                                    chance.between(10, 20)),
                            coat.dark());
                }
            }
            case POINTS, BIB, SOLID -> {}
        }
    }

    private void leg(double x, double from, double to, double width) {
        Path2D leg = Brush.soft(x - width / 2, from, x + width / 2, from, x + width / 2, to + 3, x - width / 2, to + 3);
        brush.limb(Brush.curve(x, from, x, from + 10, x, to - 14, x, to - 8), coat.base(), coat.outline(), width);
        brush.fill(leg, coat.base());
        brush.body(Brush.ellipse(x - 2, to - 1, width * 0.72, 8), coat.paw(), coat.outline());
    }

    private void shadedLeg(double x, double from, double to, double width) {
        Color shaded = Brush.shade(coat.base(), 0.72);
        brush.limb(Brush.curve(x, from, x, from + 10, x, to - 14, x, to - 6), shaded, coat.outline(), width);
        brush.body(Brush.ellipse(x - 2, to - 1, width * 0.72, 7), Brush.shade(coat.paw(), 0.72), coat.outline());
    }

    private void tail(
            double x1, double y1, double x2, double y2, double x3, double y3, double x4, double y4, double width) {
        Path2D spine = Brush.curve(x1, y1, x2, y2, x3, y3, x4, y4);
        brush.limb(spine, coat.tail(), coat.outline(), width);
        if (coat.pattern() == Coat.Pattern.STRIPES && !dog) {
            for (double t = 0.35; t < 1; t += 0.2) {
                double u = 1 - t;
                double x = u * u * u * x1 + 3 * u * u * t * x2 + 3 * u * t * t * x3 + t * t * t * x4;
                double y = u * u * u * y1 + 3 * u * u * t * y2 + 3 * u * t * t * y3 + t * t * t * y4;
                brush.fill(Brush.ellipse(x, y, width * 0.5, width * 0.42), coat.dark());
            }
        } else if (coat.pattern() == Coat.Pattern.BIB) {
            brush.fill(Brush.ellipse(x4, y4, width * 0.5, width * 0.5), coat.light());
        }
    }

    private void collar(double x, double y, double half, double probability) {
        if (!chance.once(probability)) {
            return;
        }
        Color color = COLLARS[(int) chance.between(0, COLLARS.length)];
        AffineTransform before = brush.g.getTransform();
        brush.line(Brush.curve(x - half, y - 4, x - half / 2, y + 9, x + half / 2, y + 9, x + half, y - 4), color, 8);
        brush.body(Brush.ellipse(x, y + 13, 6.5, 6.5), new Color(0xF2C94C), new Color(0x9A7416));
        brush.g.setTransform(before);
    }
}
