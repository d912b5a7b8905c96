package org.layerlab.backend.dataset.drawing;

import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;

/** A face seen from the front, around (0, 0), about 50 units to each side. */
abstract class Head {
    static final Color PINK = new Color(0xE8A0A0);
    static final Color INK = new Color(0x2A2326);

    final Brush brush;
    final Coat coat;
    final Chance chance;
    /** Where the face looks: features move this far to the side. */
    final double turn;

    Head(Brush brush, Coat coat, Chance chance) {
        this.brush = brush;
        this.coat = coat;
        this.chance = chance;
        this.turn = chance.between(-5, 5);
    }

    /** Draws the face, a little tilted. */
    final void draw() {
        AffineTransform before = brush.g.getTransform();
        brush.g.rotate(Math.toRadians(chance.between(-7, 7)));
        face();
        brush.g.setTransform(before);
    }

    abstract void face();

    /** A triangle with bulging sides, open at its base. */
    static Path2D pointed(double x1, double y1, double tipX, double tipY, double x2, double y2) {
        Path2D path = new Path2D.Double();
        path.moveTo(x1, y1);
        path.quadTo((x1 + tipX) / 2 + (x1 - x2) * 0.1, (y1 + tipY) / 2, tipX, tipY);
        path.quadTo((x2 + tipX) / 2 + (x1 - x2) * 0.06, (y2 + tipY) / 2 - 5, x2, y2);
        path.closePath();
        return path;
    }

    static boolean isDark(Color color) {
        return 0.3 * color.getRed() + 0.6 * color.getGreen() + 0.1 * color.getBlue() < 110;
    }
}
