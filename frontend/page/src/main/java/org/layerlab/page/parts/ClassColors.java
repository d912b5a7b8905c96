package org.layerlab.page.parts;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.data.Points;
import org.layerlab.page.browser.Color;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Texts;

/** The colors and names of classes in plots. */
public final class ClassColors {
    private ClassColors() {}

    /** The theme's colors of the first classes, at least of two. */
    static List<Color> of(int classes) {
        List<Color> colors = new ArrayList<>();
        for (int label = 0; label < Math.max(2, classes); label++) {
            colors.add(Color.of("--class-" + label));
        }
        return colors;
    }

    /**
     * Says under a plot what its marks mean.
     *
     * @param classes of the points; 1 where they have numbers
     * @param names what a table calls the classes of points of the user's own; empty elsewhere
     */
    public static void explain(Points points, int classes, List<String> names) {
        // Then the color says the number, and the shape whether it is learned from: circles are, diamonds test.
        Dom.documentFlag("numbers", classes == 1);
        for (int label = 0; label < Points.MOST_CLASSES; label++) {
            boolean shown = label < Math.max(2, classes);
            Dom.show("legend-" + label, shown);
            if (shown) {
                String number = classes == 1 ? (label == 0 ? " (−1)" : " (1)") : " (" + label + ")";
                String name = classes > 2 ? Texts.of("class {0}", label) : Texts.said(points.className(label)) + number;
                if (points == Points.CUSTOM && label < names.size()) {
                    name = names.get(label) + number;
                }
                Dom.text("legend-" + label + "-name", name);
            }
        }
    }
}
