package org.layerlab.page.play;

import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.teavm.jso.dom.html.HTMLElement;

/** A matrix on the math panel: its name, its shape, and the numbers in its corner. */
final class MatrixFigure {
    private MatrixFigure() {}

    /**
     * Adds a matrix.
     *
     * @param name {@code "W1"}, or with words behind it: {@code "W1 before"}
     * @param m its corner; nothing is added where there is none
     * @param digits significant ones of each number
     * @param sign what stands before it: {@code "="}, or nothing
     */
    static void add(HTMLElement matrices, String name, MathsLine.@Nullable Corner m, int digits, String sign) {
        if (m == null) {
            return;
        }
        HTMLElement figure = Dom.copyOf("matrix-template");
        if (!sign.isEmpty()) {
            figure.setAttribute("data-sign", sign);
        }
        int blank = name.indexOf(' ') < 0 ? name.length() : name.indexOf(' ');
        int letters = MathsLine.letters(name.substring(0, blank));
        Dom.setText(figure.querySelector("var"), name.substring(0, letters));
        Dom.setText(figure.querySelector("sub"), name.substring(letters, blank));
        Dom.setText(figure.querySelector(".moment"), name.substring(blank));
        if (m.rows() > 1 || m.columns() > 1) {
            Dom.setText(figure.querySelector(".shape"), m.rows() + "\u2009×\u2009" + m.columns());
        }
        HTMLElement body = figure.querySelector("tbody");
        for (int i = 0; i < m.rowsTold(); i++) {
            HTMLElement row = row(body);
            for (int j = 0; j < m.columnsTold(); j++) {
                cell(row, NumberFormat.significant(m.at(i, j), digits));
            }
            if (m.columns() > m.columnsTold()) {
                cell(row, "…");
            }
        }
        if (m.rows() > m.rowsTold()) {
            HTMLElement row = row(body);
            for (int j = 0; j < m.columnsTold(); j++) {
                cell(row, "⋮");
            }
        }
        matrices.appendChild(figure);
    }

    private static HTMLElement row(HTMLElement body) {
        HTMLElement row = Dom.create("tr");
        body.appendChild(row);
        return row;
    }

    private static void cell(HTMLElement row, String text) {
        HTMLElement cell = Dom.create("td");
        Dom.setText(cell, text);
        row.appendChild(cell);
    }
}
