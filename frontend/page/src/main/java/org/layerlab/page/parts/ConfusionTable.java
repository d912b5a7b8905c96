package org.layerlab.page.parts;

import java.util.function.IntFunction;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.teavm.jso.dom.html.HTMLElement;

/** How many examples of each class got which answer. */
public final class ConfusionTable {
    private ConfusionTable() {}

    /**
     * Shows the counts.
     *
     * @param counts row by row, a row for each class and a column for each answer; none to show no table
     * @param name what a class is called, from 0
     */
    public static void show(double[] counts, IntFunction<String> name) {
        Dom.show("confusion-more", counts.length > 0);
        HTMLElement table = Dom.emptied("confusion");
        int classes = (int) Math.round(Math.sqrt(counts.length));
        for (int row = -1; row < classes; row++) {
            HTMLElement line = Dom.create("tr");
            line.appendChild(head(row, "row", name));
            double total = 0;
            for (int column = 0; column < classes && row >= 0; column++) {
                total += counts[row * classes + column];
            }
            for (int column = 0; column < classes; column++) {
                line.appendChild(row < 0 ? head(column, "col", name) : cell(counts[row * classes + column], total));
            }
            table.appendChild(line);
        }
    }

    private static HTMLElement head(int label, String scope, IntFunction<String> name) {
        HTMLElement head = Dom.create(label < 0 ? "td" : "th");
        if (label >= 0) {
            head.setAttribute("scope", scope);
            Dom.setText(head, name.apply(label));
            head.setTitle(name.apply(label));
        }
        return head;
    }

    private static HTMLElement cell(double count, double total) {
        HTMLElement cell = Dom.create("td");
        Dom.setText(cell, NumberFormat.grouped((long) count));
        Dom.setStyle(cell, "--share", NumberFormat.decimals(total == 0 ? 0 : count / total, 2));
        return cell;
    }
}
