package org.layerlab.page.parts;

/** The line at 0.5 through a square grid, by marching squares between the centers of its cells. */
final class Contour {
    /** Takes pieces of the line. */
    interface Pen {
        void line(double x1, double y1, double x2, double y2);
    }

    private Contour() {}

    /**
     * Draws all lines between classes.
     *
     * @param shown of two classes, or of a regression, as {@link #draw(float[], int, double, Pen)} takes it; of more as
     *     in {@link Regions}
     */
    static void draw(float[] shown, int classes, int n, double cell, Pen pen) {
        if (classes <= 2) {
            draw(shown, n, cell, pen);
        }
        // A line of the last class is one of another class, too.
        for (int label = 0; classes > 2 && label < classes - 1; label++) {
            draw(Regions.around(shown, label), n, cell, pen);
        }
    }

    /**
     * Draws the line at 0.5.
     *
     * @param shown n · n values, rows from the top; NaN cells have no line
     * @param n cells in a row
     * @param cell how wide a cell is drawn
     */
    static void draw(float[] shown, int n, double cell, Pen pen) {
        for (int row = 0; row + 1 < n; row++) {
            for (int column = 0; column + 1 < n; column++) {
                int at = row * n + column;
                lineThrough(
                        column,
                        row,
                        cell,
                        pen,
                        shown[at] - 0.5,
                        shown[at + 1] - 0.5,
                        shown[at + n + 1] - 0.5,
                        shown[at + n] - 0.5);
            }
        }
    }

    private static void lineThrough(int column, int row, double cell, Pen pen, double a, double b, double c, double d) {
        int above = (a > 0 ? 1 : 0) + (b > 0 ? 2 : 0) + (c > 0 ? 4 : 0) + (d > 0 ? 8 : 0);
        if (above == 0 || above == 15 || Double.isNaN(a + b + c + d)) {
            return;
        }
        double x = (column + 0.5) * cell;
        double y = (row + 0.5) * cell;
        double[] ends = new double[8];
        int count = 0;
        if (a > 0 != b > 0) {
            ends[count++] = x + cell * a / (a - b);
            ends[count++] = y;
        }
        if (b > 0 != c > 0) {
            ends[count++] = x + cell;
            ends[count++] = y + cell * b / (b - c);
        }
        if (d > 0 != c > 0) {
            ends[count++] = x + cell * d / (d - c);
            ends[count++] = y + cell;
        }
        if (a > 0 != d > 0) {
            ends[count++] = x;
            ends[count++] = y + cell * a / (a - d);
        }
        for (int i = 0; i + 3 < count; i += 4) {
            pen.line(ends[i], ends[i + 1], ends[i + 2], ends[i + 3]);
        }
    }
}
