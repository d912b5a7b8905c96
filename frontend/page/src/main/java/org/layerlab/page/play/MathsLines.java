package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ActivationText;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.TrainingRules;
import org.layerlab.page.browser.Texts;

/** An update as NumPy would write it, line by line. */
final class MathsLines {
    private MathsLines() {}

    /**
     * All lines of one update: forward, cost, backward, update.
     *
     * @param rules whose cost it is
     * @param corners of X, Y, J, α, t and each layer's W, b, Z, A, dZ, dW, db, by their names, and of what the optimizer
     *     keeps of W and b: VW1 and Vb1, or MW1, SW1, Mb1 and Sb1
     */
    static List<MathsLine> of(
            Architecture architecture, Hyperparameters h, TrainingRules rules, Map<String, MathsLine.Corner> corners) {
        List<Activation> activations = architecture.activations();
        MathsOutput output = MathsOutput.of(architecture, rules);
        List<MathsLine> lines = new ArrayList<>();
        int depth = activations.size();
        for (int l = 1; l <= depth; l++) {
            lines.add(sum(l, corners));
            lines.add(
                    l == depth && output == MathsOutput.SOFTMAX
                            ? MathsOutput.softmax(l)
                            : activation(l, activations.get(l - 1), corners));
        }
        lines.add(output.cost(depth));
        for (int l = depth; l >= 1; l--) {
            lines.add(l < depth ? error(l, activations.get(l - 1)) : output.error(l, corners));
            lines.add(new MathsLine(
                    l,
                    Texts.of("Backward, layer {0}", l),
                    "d" + MathsLine.v("W" + l) + " = " + MathsLine.fraction("1", "<var>m</var>") + " d"
                            + MathsLine.v("Z" + l) + " " + MathsLine.v(before(l)) + "<sup>T</sup>",
                    "dW" + l + " = dZ" + l + " @ " + before(l) + ".T / m",
                    Texts.of(
                            "How the cost changes with each weight: what the unit did wrong times what it was given, on average."),
                    List.of("dW" + l, "dZ" + l, before(l)),
                    ""));
            lines.add(new MathsLine(
                    l,
                    Texts.of("Backward, layer {0}", l),
                    "d" + MathsLine.v("b" + l) + " = " + MathsLine.fraction("1", "<var>m</var>") + " Σ d"
                            + MathsLine.v("Z" + l),
                    "db" + l + " = dZ" + l + ".mean(axis=1, keepdims=True)",
                    Texts.of("How the cost changes with each bias: what the unit did wrong, on average."),
                    List.of("db" + l, "dZ" + l),
                    ""));
        }
        for (int l = 1; l <= depth; l++) {
            lines.add(MathsUpdate.of(l, "W", h, corners));
            lines.add(MathsUpdate.of(l, "b", h, corners));
        }
        return lines;
    }

    /** The statements, one a line. */
    static String code(List<MathsLine> lines) {
        StringBuilder code = new StringBuilder();
        for (MathsLine line : lines) {
            code.append(line.numpy()).append('\n');
        }
        return code.toString();
    }

    /**
     * What a person copies: all statements, then as comments the matrices of one of them, as far as they are told, and its
     * first number worked out.
     *
     * @param at the line whose numbers are shown
     */
    static String copied(List<MathsLine> lines, int at, Map<String, MathsLine.Corner> corners) {
        StringBuilder text = new StringBuilder(code(lines));
        for (String name : lines.isEmpty() ? List.<String>of() : lines.get(at).matrices()) {
            MathsLine.Corner m = corners.get(name);
            if (m == null) {
                continue;
            }
            text.append("\n# ")
                    .append(name)
                    .append(", shape (")
                    .append(m.rows())
                    .append(", ")
                    .append(m.columns());
            text.append(")\n");
            for (int i = 0; i < m.rowsTold(); i++) {
                text.append("# ");
                for (int j = 0; j < m.columnsTold(); j++) {
                    text.append(' ').append(m.at(i, j));
                }
                text.append(m.columns() > m.columnsTold() ? " …\n" : "\n");
            }
            text.append(m.rows() > m.rowsTold() ? "#  ⋮\n" : "");
        }
        String example = lines.isEmpty() ? "" : lines.get(at).example();
        return example.isEmpty()
                ? text.toString()
                : text + "\n# " + words(example.replace(MathsLine.BREAK, "\n# ")) + "\n";
    }

    /** HTML without its tags. */
    private static String words(String html) {
        StringBuilder words = new StringBuilder();
        boolean tag = false;
        for (int i = 0; i < html.length(); i++) {
            char c = html.charAt(i);
            tag |= c == '<';
            if (!tag) {
                words.append(c);
            }
            tag &= c != '>';
        }
        return words.toString();
    }

    private static MathsLine sum(int l, Map<String, MathsLine.Corner> corners) {
        String before = before(l);
        return new MathsLine(
                l,
                Texts.of("Forward, layer {0}", l),
                MathsLine.v("Z" + l) + " = " + MathsLine.v("W" + l) + " " + MathsLine.v(before) + " + "
                        + MathsLine.v("b" + l),
                "Z" + l + " = W" + l + " @ " + before + " + b" + l,
                Texts.of(
                        "Each unit adds up its weighted inputs and its bias: a row for each unit, a column for each example."),
                List.of("Z" + l, "W" + l, before, "b" + l),
                products(l, corners));
    }

    private static String products(int l, Map<String, MathsLine.Corner> corners) {
        MathsLine.Corner W = MathsLine.corner(corners, "W" + l);
        MathsLine.Corner A = MathsLine.corner(corners, before(l));
        StringBuilder text = new StringBuilder(MathsLine.v("Z" + l) + "[0, 0] = ");
        for (int i = 0; i < W.columnsTold(); i++) {
            text.append(MathsLine.factor(W.at(0, i)))
                    .append(" · ")
                    .append(MathsLine.factor(A.at(i, 0)))
                    .append(" + ");
        }
        if (W.columns() > W.columnsTold()) {
            text.append("… ").append(W.columns() - W.columnsTold()).append(Texts.of(" more products … + "));
        }
        return text.append(MathsLine.factor(MathsLine.corner(corners, "b" + l).at(0, 0)))
                .append(" = ")
                .append(MathsLine.number(MathsLine.corner(corners, "Z" + l).at(0, 0)))
                .toString();
    }

    private static MathsLine activation(int l, Activation g, Map<String, MathsLine.Corner> corners) {
        return new MathsLine(
                l,
                Texts.of("Forward, layer {0}", l),
                MathsLine.v("A" + l) + " = " + MathsLine.written(g.text().formula(), l),
                "A" + l + " = " + numpy(g.text().numpy(), l),
                Texts.said(g.help()),
                List.of("A" + l, "Z" + l),
                g.label() + "("
                        + MathsLine.number(MathsLine.corner(corners, "Z" + l).at(0, 0)) + ") = "
                        + MathsLine.number(MathsLine.corner(corners, "A" + l).at(0, 0)));
    }

    private static MathsLine error(int l, Activation g) {
        ActivationText text = g.text();
        boolean bends = !text.slope().equals("1");
        String back = MathsLine.v("W" + (l + 1)) + "<sup>T</sup> d" + MathsLine.v("Z" + (l + 1));
        String product = "W" + (l + 1) + ".T @ dZ" + (l + 1);
        return new MathsLine(
                l,
                Texts.of("Backward, layer {0}", l),
                "d" + MathsLine.v("Z" + l) + " = " + back + (bends ? " ∘ " + MathsLine.written(text.slope(), l) : ""),
                "dZ" + l + " = " + (bends ? "(" + product + ") * " + numpy(text.numpySlope(), l) : product),
                Texts.of("The error flows back along the same weights, times the slope of {0}.", Texts.said(g.label())),
                List.of(
                        "dZ" + l,
                        "W" + (l + 1),
                        "dZ" + (l + 1),
                        (text.numpySlope().indexOf('Z') < 0 ? "A" : "Z") + l),
                "");
    }

    /** An expression of an {@link ActivationText} with the names of layer l. */
    private static String numpy(String expression, int l) {
        return expression.replace("Z", "Z" + l).replace("A", "A" + l);
    }

    /** What a layer is given: {@code "X"} or {@code "A1"}. */
    private static String before(int l) {
        return l == 1 ? "X" : "A" + (l - 1);
    }
}
