package org.layerlab.page.parts;

/**
 * The part of the plane that a drawing shows. Parts of the drawing run from 0 to 1, from the left and from the top.
 *
 * @param left the smallest x
 * @param right the largest x
 * @param bottom the smallest y
 * @param top the largest y
 */
public record PlaneWindow(double left, double right, double bottom, double top) {
    /** From {x low, x high, y low, y high}. */
    public static PlaneWindow of(double[] bounds) {
        return new PlaneWindow(bounds[0], bounds[1], bounds[2], bounds[3]);
    }

    /** How wide it is, in the plane's units. */
    public double width() {
        return right - left;
    }

    /** The x at a part of the drawing's width. */
    public double x(double across) {
        return left + across * (right - left);
    }

    /** The y at a part of the drawing's height. */
    public double y(double down) {
        return top - down * (top - bottom);
    }

    /** The position of x as a fraction of the drawing's width. */
    public double across(double x) {
        return (x - left) / (right - left);
    }

    /** The part of the drawing's height at which y lies. */
    public double down(double y) {
        return (top - y) / (top - bottom);
    }

    /** A coordinate, taken to the edge where it lies beyond; the window is a square around the middle. */
    public double inside(double coordinate) {
        return Math.max(left, Math.min(right, coordinate));
    }
}
