package org.layerlab.backend.dataset.drawing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/**
 * A drawing of a cat or a dog. Coat, pattern, ears, eyes, muzzle, pose, collar, place, light, position, size and
 * direction vary with the seed; the two differ in what distinguishes them in life.
 */
public final class CatDogDrawing {
    /** Rows and columns of a drawing, in pixels. */
    public static final int SIZE = Scenery.SIZE;

    private CatDogDrawing() {}

    /**
     * Draws one animal.
     *
     * @param dog true for a dog, false for a cat
     * @param seed each seed gives its own animal, the same one every time
     * @return {@link #SIZE} × {@link #SIZE} pixels of type {@code TYPE_INT_RGB}
     */
    public static BufferedImage draw(boolean dog, long seed) {
        Chance chance = new Chance(seed);
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            g.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
            Brush brush = new Brush(g);
            new Scenery(brush, chance).draw();
            animal(brush, chance, dog);
            light(brush, chance);
        } finally {
            g.dispose();
        }
        return image;
    }

    private static void animal(Brush brush, Chance chance, boolean dog) {
        double p = chance.between(0, 1);
        Body.Pose pose = p < 0.55
                ? Body.Pose.PORTRAIT
                : p < 0.78 ? Body.Pose.SITTING : p < 0.9 ? Body.Pose.LYING : Body.Pose.STANDING;
        Coat coat = Coat.of(chance, dog);
        double scale = pose.scale * chance.between(0.94, 1.05);
        double x = SIZE / 2.0 + chance.between(-4, 4);
        double y = SIZE / 2.0 + 2 + chance.between(-3, 3);
        Graphics2D g = brush.g;
        java.awt.geom.AffineTransform before = g.getTransform();
        g.translate(x, y);
        g.scale(chance.once(0.5) ? -scale : scale, scale);
        g.translate(-pose.middleX, -pose.middleY);
        if (pose != Body.Pose.PORTRAIT) {
            double ground = pose == Body.Pose.LYING ? 86 : pose == Body.Pose.SITTING ? 122 : 118;
            brush.fill(Brush.ellipse(pose.middleX + 4, ground, 78, 9), Brush.faint(Color.BLACK, 0.22));
        }
        new Body(brush, coat, chance, dog).draw(pose);
        g.setTransform(before);
    }

    /** The time of day: a tint, brighter where the light comes from, darker in the corners. */
    private static void light(Brush brush, Chance chance) {
        Rectangle2D all = new Rectangle2D.Double(0, 0, SIZE, SIZE);
        Color[] tints = {new Color(0xFFC070), new Color(0x80B0FF), new Color(0xFFFFFF), new Color(0x402040)};
        brush.fill(all, Brush.faint(tints[(int) chance.between(0, tints.length)], chance.between(0, 0.1)));
        brush.fill(
                all,
                new RadialGradientPaint(
                        (float) chance.between(30, 98),
                        (float) chance.between(20, 80),
                        110,
                        new float[] {0, 0.5f, 1},
                        new Color[] {
                            Brush.faint(Color.WHITE, 0.12), Brush.faint(Color.BLACK, 0), Brush.faint(Color.BLACK, 0.2)
                        }));
    }
}
