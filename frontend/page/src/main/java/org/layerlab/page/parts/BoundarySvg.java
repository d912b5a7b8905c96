package org.layerlab.page.parts;

import java.util.List;
import org.layerlab.page.browser.NumberFormat;

/** The decision boundary as a drawing in SVG. */
final class BoundarySvg {
    private static final int SIZE = 600;

    private final PlaneWindow window;
    private final String ground;
    private final String ink;
    private final List<String> classes;
    private final StringBuilder svg = new StringBuilder();

    /**
     * An empty drawing.
     *
     * @param ground the color behind everything, as CSS
     * @param ink the color of the line
     * @param classes the colors of the two classes
     */
    BoundarySvg(PlaneWindow window, String ground, String ink, List<String> classes) {
        this.window = window;
        this.ground = ground;
        this.ink = ink;
        this.classes = List.copyOf(classes);
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"600\" height=\"600\" viewBox=\"0 0 600 600\">")
                .append("<title>Decision boundary</title><rect width=\"600\" height=\"600\" fill=\"")
                .append(ground)
                .append("\"/>");
    }

    /**
     * Draws the surface and the line at 0.5; nothing where there is none.
     *
     * @param picture the surface as a data URL
     * @param probabilities on a square grid, rows from the top
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
     * Draws points: circles of class 0, squares of class 1.
     *
     * @param X shape (2, m), row by row
     * @param Y the m labels
     * @param full whether they are filled; else hollow
     */
    void points(double[] X, double[] Y, boolean full) {
        for (int i = 0; i < Y.length; i++) {
            boolean one = Y[i] > 0.5;
            String color = classes.get(one ? 1 : 0);
            double x = window.across(X[i]) * SIZE;
            double y = window.down(X[Y.length + i]) * SIZE;
            svg.append(one ? "<rect width=\"8\" height=\"8\" x=\"" : "<circle r=\"4.5\" cx=\"")
                    .append(number(one ? x - 4 : x))
                    .append(one ? "\" y=\"" : "\" cy=\"")
                    .append(number(one ? y - 4 : y))
                    .append("\" fill=\"")
                    .append(full ? color : ground)
                    .append("\" stroke=\"")
                    .append(full ? ground : color)
                    .append("\"/>");
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
