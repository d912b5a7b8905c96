package org.layerlab.backend.dataset.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Draws soft, outlined shapes. Coordinates grow right and down, in units of the current transform. */
final class Brush {
    private static final double OUTLINE = 2.4;

    final Graphics2D g;

    Brush(Graphics2D g) {
        this.g = g;
    }

    static Ellipse2D ellipse(double x, double y, double rx, double ry) {
        return new Ellipse2D.Double(x - rx, y - ry, 2 * rx, 2 * ry);
    }

    /** A polygon with soft corners: a closed, smooth curve through the midpoints of its sides. */
    static Path2D soft(double... corners) {
        Path2D path = new Path2D.Double();
        int n = corners.length / 2;
        for (int i = 0; i < n; i++) {
            double x = corners[2 * i];
            double y = corners[2 * i + 1];
            double nextX = corners[2 * ((i + 1) % n)];
            double nextY = corners[2 * ((i + 1) % n) + 1];
            if (i == 0) {
                path.moveTo((corners[2 * n - 2] + x) / 2, (corners[2 * n - 1] + y) / 2);
            }
            path.quadTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
        }
        path.closePath();
        return path;
    }

    /** A cubic curve from the first to the last of four points. */
    static Path2D curve(double x1, double y1, double x2, double y2, double x3, double y3, double x4, double y4) {
        Path2D path = new Path2D.Double();
        path.moveTo(x1, y1);
        path.curveTo(x2, y2, x3, y3, x4, y4);
        return path;
    }

    void fill(Shape shape, Paint paint) {
        g.setPaint(paint);
        g.fill(shape);
    }

    /** Fills a shape, lit from above, and outlines it. */
    void body(Shape shape, Color color, Color outline) {
        Rectangle2D box = shape.getBounds2D();
        fill(
                shape,
                new GradientPaint(
                        (float) box.getX(),
                        (float) box.getY(),
                        shade(color, 1.1),
                        (float) (box.getX() + box.getWidth() * 0.3),
                        (float) box.getMaxY(),
                        shade(color, 0.84)));
        line(shape, outline, OUTLINE);
    }

    void line(Shape shape, Paint paint, double width) {
        g.setPaint(paint);
        g.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(shape);
    }

    /** A thick, outlined line: a limb or a tail. */
    void limb(Shape spine, Color color, Color outline, double width) {
        line(spine, outline, width + 4.4);
        line(spine, color, width);
    }

    /** Paints inside the shape only, then draws its outline, which hides the rough edge of the clip. */
    void inside(Shape shape, Color outline, Runnable painting) {
        Shape before = g.getClip();
        g.clip(shape);
        painting.run();
        g.setClip(before);
        line(shape, outline, OUTLINE);
    }

    static Color shade(Color color, double factor) {
        return new Color(
                Chance.channel(color.getRed() * factor),
                Chance.channel(color.getGreen() * factor),
                Chance.channel(color.getBlue() * factor),
                color.getAlpha());
    }

    static Color faint(Color color, double opacity) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), Chance.channel(255 * opacity));
    }
}
