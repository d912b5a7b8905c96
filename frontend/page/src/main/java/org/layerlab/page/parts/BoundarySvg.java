package org.layerlab.page.parts;

import java.util.List;
import org.layerlab.network.data.PointMark;
import org.layerlab.page.browser.Color;
import org.layerlab.page.browser.NumberFormat;

/** The decision boundary as a drawing in SVG. */
final class BoundarySvg {
    private static final int SIZE = 600;

    private final PlaneWindow window;
    private final String ground;
    private final String ink;
    private final List<Color> colors;
    private final int classes;
    private final StringBuilder svg = new StringBuilder();

    /**
     * An empty drawing.
     *
     * @param ground the color behind everything, as CSS
     * @param ink the color of the line
     * @param colors of the classes
     * @param classes how many; 1 where points have numbers from −1 to 1
     */
    BoundarySvg(PlaneWindow window, String ground, String ink, List<Color> colors, int classes) {
        this.window = window;
        this.ground = ground;
        this.ink = ink;
        this.colors = List.copyOf(colors);
        this.classes = classes;
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"600\" height=\"600\" viewBox=\"0 0 600 600\">")
                .append("<title>Decision boundary</title><rect width=\"600\" height=\"600\" fill=\"")
                .append(ground)
                .append("\"/>");
    }

    /**
     * Draws the surface and the lines between classes; nothing where there is none.
     *
     * @param picture the surface as a data URL
     * @param probabilities on a square grid, rows from the top; of more than two classes as in {@link Regions}
     */
    void surface(String picture, float[] probabilities) {
        int n = (int) Math.round(Math.sqrt(probabilities.length));
        if (n == 0) {
            return;
        }
        svg.append("<image width=\"600\" height=\"600\" preserveAspectRatio=\"none\" href=\"")
                .append(picture)
                .append("\"/><path fill=\"none\" stroke=\"")
                .append(ink)
                .append("\" stroke-width=\"1.5\" d=\"");
        Contour.draw(
                probabilities,
                classes,
                n,
                (double) SIZE / n,
                (x1, y1, x2, y2) -> svg.append('M')
                        .append(number(x1))
                        .append(' ')
                        .append(number(y1))
                        .append('L')
                        .append(number(x2))
                        .append(' ')
                        .append(number(y2)));
        svg.append("\"/>");
    }

    /**
     * Draws points, each class with its {@link PointMark}.
     *
     * @param X shape (2, m), row by row
     * @param Y the m labels, or numbers
     * @param full whether they are filled; else hollow
     */
    void points(double[] X, double[] Y, boolean full) {
        for (int i = 0; i < Y.length; i++) {
            double value = Math.max(-1, Math.min(1, Y[i]));
            Color number = colors.get(value < 0 ? 0 : 1);
            String color = classes == 1
                    ? number.css() + "\" fill-opacity=\"" + NumberFormat.decimals(Math.abs(value), 2)
                    : colors.get((int) Y[i]).css();
            double x = window.across(X[i]) * SIZE;
            double y = window.down(X[Y.length + i]) * SIZE;
            mark(classes == 1 ? (full ? 0 : 3) : (int) Y[i], x, y);
            boolean filled = full || classes == 1;
            svg.append("\" fill=\"")
                    .append(filled ? color : ground)
                    .append("\" stroke=\"")
                    .append(classes == 1 ? ink : full ? ground : color)
                    .append("\"/>");
        }
    }

    private void mark(int label, double x, double y) {
        double[] corners = PointMark.corners(label);
        if (corners.length == 0) {
            svg.append("<circle r=\"4.5\" cx=\"")
                    .append(number(x))
                    .append("\" cy=\"")
                    .append(number(y));
            return;
        }
        svg.append("<polygon points=\"");
        for (int i = 0; i < corners.length; i += 2) {
            svg.append(i == 0 ? "" : " ")
                    .append(number(x + 4.5 * corners[i]))
                    .append(',')
                    .append(number(y + 4.5 * corners[i + 1]));
        }
    }

    private static String number(double value) {
        return NumberFormat.decimals(value, 1);
    }

    /** The drawing as text. */
    String text() {
        return svg + "</svg>\n";
    }
}
