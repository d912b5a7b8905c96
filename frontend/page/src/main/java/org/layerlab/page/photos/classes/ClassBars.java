package org.layerlab.page.photos.classes;

import java.util.List;
import org.layerlab.network.verdict.Answers;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * The verdict over a person's own classes: its name, and a bar for each.
 *
 * @param prefix of the ids of its two elements
 */
record ClassBars(String prefix) {
    /** Shows no verdict yet. */
    void clear() {
        Dom.text(prefix + "verdict", "");
        Dom.byId(prefix + "bars").clear();
    }

    /** Shows the probability of each class. */
    void show(List<String> names, double[] probabilities) {
        HTMLElement bars = Dom.byId(prefix + "bars");
        List<HTMLElement> rows = Dom.all(bars, ".class-bar");
        if (rows.size() != probabilities.length) {
            bars.clear();
            for (int k = 0; k < probabilities.length; k++) {
                bars.appendChild(Dom.copyOf("class-bar-template"));
            }
            rows = Dom.all(bars, ".class-bar");
        }
        int best = Answers.likeliest(probabilities, 1, 0);
        for (int k = 0; k < probabilities.length; k++) {
            HTMLElement row = rows.get(k);
            Dom.setText(row.querySelector(".class-bar-name"), name(names, k));
            Dom.setText(row.querySelector(".figure"), NumberFormat.percent(probabilities[k]) + "\u00a0%");
            Dom.setStyle(row, "--share", String.valueOf(probabilities[k]));
            row.setAttribute("data-best", String.valueOf(k == best));
        }
        Dom.text(prefix + "verdict", name(names, best));
    }

    private static String name(List<String> names, int k) {
        return k < names.size() ? names.get(k) : Texts.of("class {0}", k + 1);
    }
}
