package org.layerlab.network.data;

/**
 * The smallest rectangle around points of the plane, its sides along the axes.
 *
 * @param lowX least first coordinate
 * @param highX greatest first coordinate
 * @param lowY least second coordinate
 * @param highY greatest second coordinate
 */
public record Bounds(double lowX, double highX, double lowY, double highY) {
    /** The bounds of at least one point. */
    public static Bounds of(LabeledSet points) {
        double[] low = {Double.MAX_VALUE, Double.MAX_VALUE};
        double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE};
        int m = points.size();
        for (int i = 0; i < 2 * m; i++) {
            low[i / m] = Math.min(low[i / m], points.X()[i]);
            high[i / m] = Math.max(high[i / m], points.X()[i]);
        }
        return new Bounds(low[0], high[0], low[1], high[1]);
    }

    /** The first coordinate of the center. */
    public double centerX() {
        return (lowX + highX) / 2;
    }

    /** The second coordinate of the center. */
    public double centerY() {
        return (lowY + highY) / 2;
    }

    /** How far the points reach along the first axis. */
    public double width() {
        return highX - lowX;
    }

    /** How far the points reach along the second axis. */
    public double height() {
        return highY - lowY;
    }

    /** The side of the smallest square around the points. */
    public double side() {
        return Math.max(width(), height());
    }
}
