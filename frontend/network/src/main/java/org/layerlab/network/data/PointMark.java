package org.layerlab.network.data;

/** The marks of classes in a plot, which differ without color, too: a circle, then shapes with corners. */
public final class PointMark {
    private static final double[][] CORNERS = {
        {},
        {-0.9, -0.9, 0.9, -0.9, 0.9, 0.9, -0.9, 0.9},
        {0, -1.2, 1.1, 0.8, -1.1, 0.8},
        {0, -1.25, 1.25, 0, 0, 1.25, -1.25, 0},
        {0, 1.2, 1.1, -0.8, -1.1, -0.8},
        {
            -0.4, -1.1, 0.4, -1.1, 0.4, -0.4, 1.1, -0.4, 1.1, 0.4, 0.4, 0.4, 0.4, 1.1, -0.4, 1.1, -0.4, 0.4, -1.1, 0.4,
            -1.1, -0.4, -0.4, -0.4
        }
    };

    private PointMark() {}

    /**
     * The corners of a class's mark around the origin, for a radius of 1.
     *
     * @param label 0 to 5; those after it have the last mark
     * @return x and y in turns, y downward; empty for a circle; not to be modified
     */
    public static double[] corners(int label) {
        return CORNERS[Math.max(0, Math.min(label, CORNERS.length - 1))];
    }
}
