package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.NumberFormat;

/**
 * One line of an update as NumPy would write it, with its mathematics.
 *
 * @param layer the layer it is about, from 1; 0 for none
 * @param part of the update, as a heading
 * @param formula as HTML
 * @param numpy the statement
 * @param words what it does
 * @param matrices the names of those it takes and, first, of the one it gives
 * @param example its first number worked out, as HTML, or nothing
 */
record MathsLine(
        int layer, String part, String formula, String numpy, String words, List<String> matrices, String example) {
    /** Between the lines of an example. */
    static final String BREAK = "<br>";

    /**
     * The first rows and columns of a matrix.
     *
     * @param values row by row, see {@link #rowsTold} and {@link #columnsTold}
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers as they came; nobody compares them
    record Corner(int rows, int columns, double[] values) {
        private static final int MOST = 4;

        int rowsTold() {
            return Math.min(MOST, rows);
        }

        int columnsTold() {
            return Math.min(MOST, columns);
        }

        double at(int row, int column) {
            return values[row * columnsTold() + column];
        }
    }

    MathsLine {
        matrices = List.copyOf(matrices);
    }

    /** The operators between the matrices, if the statement consists only of matrices; otherwise none. */
    List<String> signs() {
        List<String> parts = Text.split(numpy, ' ');
        List<String> signs = new ArrayList<>();
        if (parts.size() != 2 * matrices.size() - 1) {
            return List.of();
        }
        for (int i = 0; i < parts.size(); i++) {
            if (i % 2 == 1) {
                signs.add(parts.get(i).equals("@") ? "·" : parts.get(i));
            } else if (!parts.get(i).equals(matrices.get(i / 2))) {
                return List.of();
            }
        }
        return signs;
    }

    /** A formula of an {@link ActivationText} as HTML, for layer l. */
    static String written(String formula, int l) {
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < formula.length(); i++) {
            char c = formula.charAt(i);
            switch (c) {
                case 'Z', 'A' -> html.append(v(c + String.valueOf(l)));
                case '>' -> html.append("&gt;");
                case '{' -> {
                    int bar = formula.indexOf('|', i);
                    int end = formula.indexOf('}', bar);
                    html.append(fraction(
                            written(formula.substring(i + 1, bar), l), written(formula.substring(bar + 1, end), l)));
                    i = end;
                }
                case '^' -> {
                    int end = formula.indexOf(')', i);
                    html.append("<sup>")
                            .append(written(formula.substring(i + 2, end), l))
                            .append("</sup>");
                    i = end;
                }
                default -> html.append(c);
            }
        }
        return html.toString();
    }

    /** A name as it is written on paper: letters, then the layer below the line. */
    static String v(String name) {
        int letters = letters(name);
        return "<var>" + name.substring(0, letters) + "</var>"
                + (letters < name.length() ? "<sub>" + name.substring(letters) + "</sub>" : "");
    }

    /** How many characters of a name stand before its layer. */
    static int letters(String name) {
        int letters = name.length();
        while (letters > 0 && name.charAt(letters - 1) <= '9') {
            letters--;
        }
        return letters;
    }

    static String fraction(String over, String under) {
        return "<span class=\"fraction\"><span>" + over + "</span><span>" + under + "</span></span>";
    }

    static String number(double value) {
        return NumberFormat.significant(value, 4);
    }

    /** A number that stands behind a sign. */
    static String factor(double value) {
        return value < 0 ? "(" + number(value) + ")" : number(value);
    }

    static Corner corner(Map<String, Corner> corners, String name) {
        Corner corner = corners.get(name);
        if (corner == null) {
            throw new IllegalArgumentException("no " + name + " among " + corners.keySet());
        }
        return corner;
    }
}
