package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ActivationText;
import org.layerlab.network.text.Text;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.TrainingRules;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;

/**
 * One line of an update as NumPy would write it, with its mathematics.
 *
 * @param layer the layer it is about, from 1; 0 for none
 * @param part of the update, as a heading
 * @param formula as HTML
 * @param numpy the statement
 * @param words what it does
 * @param matrices the names of those it takes and, first, of the one it gives
 * @param example its first number worked out, or nothing
 */
record MathsLine(
        int layer, String part, String formula, String numpy, String words, List<String> matrices, String example) {
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

    /**
     * All lines of one update: forward, cost, backward, update.
     *
     * @param activations of each layer after the input
     * @param rules whose cost it is
     * @param corners of X, Y, J, α and each layer's W, b, Z, A, dZ, dW, db, by their names
     */
    static List<MathsLine> of(
            List<Activation> activations, Hyperparameters h, TrainingRules rules, Map<String, Corner> corners) {
        boolean squared = rules == TrainingRules.TENSORFLOW;
        List<MathsLine> lines = new ArrayList<>();
        int depth = activations.size();
        for (int l = 1; l <= depth; l++) {
            lines.add(sum(l, corners));
            lines.add(activation(l, activations.get(l - 1), corners));
        }
        lines.add(squared ? squaredError(depth) : crossEntropy(depth));
        for (int l = depth; l >= 1; l--) {
            lines.add(
                    l < depth
                            ? error(l, activations.get(l - 1))
                            : squared ? squaredOutputError(l, corners) : outputError(l, corners));
            lines.add(new MathsLine(
                    l,
                    Texts.of("Backward, layer {0}", l),
                    "d" + v("W" + l) + " = " + fraction("1", "<var>m</var>") + " d" + v("Z" + l) + " " + v(before(l))
                            + "<sup>T</sup>",
                    "dW" + l + " = dZ" + l + " @ " + before(l) + ".T / m",
                    Texts.of(
                            "How the cost changes with each weight: what the unit did wrong times what it was given, on average."),
                    List.of("dW" + l, "dZ" + l, before(l)),
                    ""));
            lines.add(new MathsLine(
                    l,
                    Texts.of("Backward, layer {0}", l),
                    "d" + v("b" + l) + " = " + fraction("1", "<var>m</var>") + " Σ d" + v("Z" + l),
                    "db" + l + " = dZ" + l + ".mean(axis=1, keepdims=True)",
                    Texts.of("How the cost changes with each bias: what the unit did wrong, on average."),
                    List.of("db" + l, "dZ" + l),
                    ""));
        }
        for (int l = 1; l <= depth; l++) {
            lines.add(update(l, "W", h, corners));
            lines.add(update(l, "b", h, corners));
        }
        return lines;
    }

    private static MathsLine crossEntropy(int depth) {
        String last = String.valueOf(depth);
        return new MathsLine(
                depth,
                Texts.of("Cost"),
                "<var>J</var> = −" + fraction("1", "<var>m</var>") + " Σ (" + v("Y") + " log " + v("A" + depth)
                        + " + (1 − " + v("Y") + ") log(1 − " + v("A" + depth) + "))",
                "J = -np.mean(Y*np.log(A" + last + ") + (1-Y)*np.log(1-A" + last + "))",
                Texts.of("How surprised the network is by the right answers, on average over the m examples."),
                List.of("J", "A" + depth, "Y"),
                "");
    }

    /** TensorFlow Playground's cost. */
    private static MathsLine squaredError(int depth) {
        return new MathsLine(
                depth,
                Texts.of("Cost"),
                "<var>J</var> = " + fraction("1", "<var>m</var>") + " Σ ½(" + tanh(depth) + " − (2" + v("Y")
                        + " − 1))²",
                "J = np.mean(0.5 * (np.tanh(Z" + depth + ") - (2*Y - 1))**2)",
                Texts.of("How far tanh is from −1 or 1, squared: TensorFlow Playground’s cost."),
                List.of("J", "Z" + depth, "Y"),
                "");
    }

    private static MathsLine squaredOutputError(int l, Map<String, Corner> corners) {
        return new MathsLine(
                l,
                Texts.of("Backward, layer {0}", l),
                "d" + v("Z" + l) + " = (" + tanh(l) + " − (2" + v("Y") + " − 1)) (1 − " + tanh(l) + "²)",
                "dZ" + l + " = (np.tanh(Z" + l + ") - (2*Y - 1)) * (1 - np.tanh(Z" + l + ")**2)",
                Texts.of("The output minus the target, times the slope of tanh."),
                List.of("dZ" + l, "Z" + l, "Y"),
                "d" + v("Z" + l) + "[1, 1] = "
                        + number(corner(corners, "dZ" + l).at(0, 0)));
    }

    private static String tanh(int l) {
        return "tanh " + v("Z" + l);
    }

    private static MathsLine sum(int l, Map<String, Corner> corners) {
        String before = before(l);
        return new MathsLine(
                l,
                Texts.of("Forward, layer {0}", l),
                v("Z" + l) + " = " + v("W" + l) + " " + v(before) + " + " + v("b" + l),
                "Z" + l + " = W" + l + " @ " + before + " + b" + l,
                Texts.of(
                        "Each unit adds up what it is given, weighted, and its bias: a row for each unit, a column for each example."),
                List.of("Z" + l, "W" + l, before, "b" + l),
                products(l, corners));
    }

    private static String products(int l, Map<String, Corner> corners) {
        Corner W = corner(corners, "W" + l);
        Corner A = corner(corners, before(l));
        StringBuilder text = new StringBuilder(v("Z" + l) + "[1, 1] = ");
        for (int i = 0; i < W.columnsTold(); i++) {
            text.append(factor(W.at(0, i)))
                    .append(" · ")
                    .append(factor(A.at(i, 0)))
                    .append(" + ");
        }
        if (W.columns() > W.columnsTold()) {
            text.append("… ").append(W.columns() - W.columnsTold()).append(Texts.of(" more products … + "));
        }
        return text.append(factor(corner(corners, "b" + l).at(0, 0)))
                .append(" = ")
                .append(number(corner(corners, "Z" + l).at(0, 0)))
                .toString();
    }

    private static MathsLine activation(int l, Activation g, Map<String, Corner> corners) {
        return new MathsLine(
                l,
                Texts.of("Forward, layer {0}", l),
                v("A" + l) + " = " + written(g.text().formula(), l),
                "A" + l + " = " + numpy(g.text().numpy(), l),
                Texts.said(g.help()),
                List.of("A" + l, "Z" + l),
                g.label() + "(" + number(corner(corners, "Z" + l).at(0, 0)) + ") = "
                        + number(corner(corners, "A" + l).at(0, 0)));
    }

    private static MathsLine outputError(int l, Map<String, Corner> corners) {
        return new MathsLine(
                l,
                Texts.of("Backward, layer {0}", l),
                "d" + v("Z" + l) + " = " + v("A" + l) + " − " + v("Y"),
                "dZ" + l + " = A" + l + " - Y",
                Texts.of("What was said, less what was right: the sigmoid and the cost together leave just this."),
                List.of("dZ" + l, "A" + l, "Y"),
                "d" + v("Z" + l) + "[1, 1] = " + number(corner(corners, "A" + l).at(0, 0)) + " − "
                        + number(corner(corners, "Y").at(0, 0)) + " = "
                        + number(corner(corners, "dZ" + l).at(0, 0)));
    }

    private static MathsLine error(int l, Activation g) {
        ActivationText text = g.text();
        boolean bends = !text.slope().equals("1");
        String back = v("W" + (l + 1)) + "<sup>T</sup> d" + v("Z" + (l + 1));
        String product = "W" + (l + 1) + ".T @ dZ" + (l + 1);
        return new MathsLine(
                l,
                Texts.of("Backward, layer {0}", l),
                "d" + v("Z" + l) + " = " + back + (bends ? " ∘ " + written(text.slope(), l) : ""),
                "dZ" + l + " = " + (bends ? "(" + product + ") * " + numpy(text.numpySlope(), l) : product),
                Texts.of("The blame goes back along the same weights, times the slope of {0}.", Texts.said(g.label())),
                List.of(
                        "dZ" + l,
                        "W" + (l + 1),
                        "dZ" + (l + 1),
                        (text.numpySlope().indexOf('Z') < 0 ? "A" : "Z") + l),
                "");
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

    /** An expression of an {@link ActivationText} with the names of layer l. */
    private static String numpy(String expression, int l) {
        return expression.replace("Z", "Z" + l).replace("A", "A" + l);
    }

    private static MathsLine update(int l, String kind, Hyperparameters h, Map<String, Corner> corners) {
        String W = kind + l;
        boolean penalized = kind.equals("W");
        String G = "d" + v(W);
        String numpyG = "d" + W;
        if (penalized && h.l1() > 0) {
            G = "(" + G + " + " + number(h.l1()) + " sign " + v(W) + ")";
            numpyG = "(" + numpyG + " + " + Text.number(h.l1()) + " * np.sign(" + W + "))";
        } else if (penalized && h.l2() > 0) {
            G = "(" + G + " + " + number(h.l2()) + " " + v(W) + ")";
            numpyG = "(" + numpyG + " + " + Text.number(h.l2()) + " * " + W + ")";
        }
        String formula;
        String numpy;
        String words;
        String example = "";
        switch (h.optimizer()) {
            case MOMENTUM -> {
                formula = v("V") + " ← 0.9 " + v("V") + " + " + G + ", &emsp; " + v(W) + " ← " + v(W)
                        + " − <var>α</var> " + v("V");
                numpy = "V" + W + " = 0.9 * V" + W + " + " + numpyG + "; " + W + " -= alpha * V" + W;
                words = Texts.of("A step downhill that keeps nine tenths of its speed.");
            }
            case ADAM -> {
                formula = v(W) + " ← " + v(W) + " − <var>α</var> "
                        + fraction("<var>M̂</var>", "√<var>Ŝ</var> + 10<sup>−8</sup>")
                        + ", &emsp; <var>M</var> ← 0.9 <var>M</var> + 0.1 "
                        + G + ", &emsp; <var>S</var> ← 0.999 <var>S</var> + 0.001 " + G + "²";
                numpy = "M" + W + " = 0.9 * M" + W + " + 0.1 * " + numpyG + "; S" + W + " = 0.999 * S" + W
                        + " + 0.001 * "
                        + numpyG + "**2; " + W + " -= alpha * (M" + W + " / (1 - 0.9**t)) / (np.sqrt(S" + W
                        + " / (1 - 0.999**t)) + 1e-8)";
                words = Texts.of(
                        "Adam steps by the mean of past gradients over their size; the hats mend the start from 0.");
            }
            default -> {
                formula = v(W) + " ← " + v(W) + " − <var>α</var> " + G;
                numpy = W + " -= alpha * " + numpyG;
                words = Texts.of("A step downhill: against the gradient, as far as the learning rate says.");
                if (h.l1() == 0 && h.l2() == 0) {
                    double w = corner(corners, W).at(0, 0);
                    double dw = corner(corners, "d" + W).at(0, 0);
                    double rate = corner(corners, "α").at(0, 0);
                    example = v(W) + "[1, 1] = " + number(w) + " − " + number(rate) + " · " + factor(dw) + " = "
                            + number(w - rate * dw);
                }
            }
        }
        return new MathsLine(
                l, Texts.of("Update, layer {0}", l), formula, numpy, words, List.of(W, "d" + W, "α"), example);
    }

    /** What a layer is given: {@code "X"} or {@code "A1"}. */
    private static String before(int l) {
        return l == 1 ? "X" : "A" + (l - 1);
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

    private static String fraction(String over, String under) {
        return "<span class=\"fraction\"><span>" + over + "</span><span>" + under + "</span></span>";
    }

    private static String number(double value) {
        return NumberFormat.significant(value, 4);
    }

    /** A number that stands behind a sign. */
    private static String factor(double value) {
        return value < 0 ? "(" + number(value) + ")" : number(value);
    }

    private static Corner corner(Map<String, Corner> corners, String name) {
        Corner corner = corners.get(name);
        if (corner == null) {
            throw new IllegalArgumentException("no " + name + " among " + corners.keySet());
        }
        return corner;
    }
}
