package org.layerlab.page.play;

import java.util.List;
import java.util.Map;
import org.layerlab.network.matrix.AdamConstants;
import org.layerlab.network.text.Text;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;

/** The line that changes the weights or the biases of a layer, by the optimizer's rule, with its first number worked out. */
final class MathsUpdate {
    private static final String FIRST = "[0, 0] = ";

    /** Of weights before and after: a step may be much smaller than they are. */
    private static final int DIGITS = 6;

    private static final double BETA1 = AdamConstants.BETA1;
    private static final double BETA2 = AdamConstants.BETA2;

    /** 1 − β1 and 1 − β2 as people write them: 1 − 0.9 is 0.09999999999999998. */
    private static final double REST1 = rounded(1 - BETA1);

    private static final double REST2 = rounded(1 - BETA2);

    /** The decimal places of ε, which is a power of ten. */
    private static final int PLACES = places(AdamConstants.EPSILON);

    private final int l;
    private final String W;
    private final Hyperparameters h;
    private final Map<String, MathsLine.Corner> corners;
    /** λ of L1 and L2; 0 for biases. */
    private final double l1;

    private final double l2;
    private final double w;
    private final double rate;

    private MathsUpdate(int l, String kind, Hyperparameters h, Map<String, MathsLine.Corner> corners) {
        this.l = l;
        this.h = h;
        this.corners = corners;
        W = kind + l;
        boolean penalized = kind.equals("W");
        l1 = penalized ? h.l1() : 0;
        l2 = penalized ? h.l2() : 0;
        w = first(W);
        rate = first("α");
    }

    /**
     * The line.
     *
     * @param kind {@code "W"} or {@code "b"}
     * @param corners as {@link MathsLines#of} takes them
     */
    static MathsLine of(int l, String kind, Hyperparameters h, Map<String, MathsLine.Corner> corners) {
        MathsUpdate update = new MathsUpdate(l, kind, h, corners);
        return switch (h.optimizer()) {
            case SGD -> update.descent();
            case MOMENTUM -> update.momentum();
            case ADAM -> update.adam();
        };
    }

    private static double rounded(double rest) {
        return Math.rint(1e6 * rest) / 1e6;
    }

    private static int places(double epsilon) {
        int places = 0;
        for (double left = epsilon; left < 0.5; left *= 10) {
            places++;
        }
        return places;
    }

    private double first(String name) {
        return MathsLine.corner(corners, name).at(0, 0);
    }

    private MathsLine line(String formula, String numpy, String words, List<String> matrices, String example) {
        return new MathsLine(l, Texts.of("Update, layer {0}", l), formula, numpy, words, matrices, example);
    }

    private MathsLine descent() {
        String formula = MathsLine.v(W) + " ← " + MathsLine.v(W) + " − <var>α</var> " + formulaG();
        String numpy = W + " -= alpha * " + numpyG();
        String words = Texts.of("A step downhill, against the gradient; the learning rate sets how far.");
        // By TensorFlow Playground's rules, a weight that L1 brings to 0 stays there.
        String example = l1 > 0 ? "" : moved(MathsLine.number(rate) + " · " + workedG(), rate * g());
        return line(formula, numpy, words, List.of(W, "d" + W, "α"), example);
    }

    private MathsLine momentum() {
        String V = "V" + W;
        String formula = MathsLine.v("V") + " ← " + MathsLine.number(h.momentum()) + " " + MathsLine.v("V") + " + "
                + formulaG() + ", &emsp; " + MathsLine.v(W) + " ← " + MathsLine.v(W) + " − <var>α</var> "
                + MathsLine.v("V");
        String numpy =
                V + " = " + Text.number(h.momentum()) + " * " + V + " + " + numpyG() + "; " + W + " -= alpha * " + V;
        double v = h.momentum() * first(V) + g();
        String example = "<var>V</var>" + FIRST + MathsLine.number(h.momentum()) + " · "
                + MathsLine.factor(first(V)) + " + " + workedG() + " = " + MathsLine.number(v) + MathsLine.BREAK
                + moved(MathsLine.number(rate) + " · " + MathsLine.factor(v), rate * v);
        return line(
                formula,
                numpy,
                Texts.of("A step downhill that keeps part of its speed."),
                List.of(W, "d" + W, V, "α"),
                example);
    }

    private MathsLine adam() {
        String M = "M" + W;
        String S = "S" + W;
        String G = formulaG();
        String numpyG = numpyG();
        String formula = "<var>M</var> ← " + BETA1 + " <var>M</var> + " + REST1 + " " + G
                + ", &emsp; <var>S</var> ← " + BETA2 + " <var>S</var> + " + REST2 + " " + G + "², &emsp; "
                + MathsLine.v(W) + " ← "
                + MathsLine.v(W) + " − <var>α</var> "
                + MathsLine.fraction("<var>M̂</var>", "√<var>Ŝ</var> + 10<sup>−" + PLACES + "</sup>");
        String numpy =
                M + " = " + BETA1 + " * " + M + " + " + REST1 + " * " + numpyG + "; " + S + " = " + BETA2 + " * " + S
                        + " + " + REST2 + " * "
                        + numpyG + "**2; " + W + " -= alpha * (" + M + " / (1 - " + BETA1 + "**t)) / (np.sqrt(" + S
                        + " / (1 - " + BETA2 + "**t)) + 1e-" + PLACES + ")";
        return line(
                formula,
                numpy,
                Texts.of("Adam divides the mean of past gradients by their size; the hats correct for the start at 0."),
                List.of(W, "d" + W, M, S, "t", "α"),
                worked(first(M), first(S), (int) first("t")));
    }

    /** Adam's first number. */
    private String worked(double oldM, double oldS, int t) {
        double m = BETA1 * oldM + REST1 * g();
        double s = BETA2 * oldS + REST2 * g() * g();
        double meanM = m / (1 - Math.pow(BETA1, t));
        double meanS = s / (1 - Math.pow(BETA2, t));
        return "<var>M</var>" + FIRST + BETA1 + " · " + MathsLine.factor(oldM) + " + " + REST1 + " · " + workedG()
                + " = "
                + MathsLine.number(m) + MathsLine.BREAK + "<var>S</var>" + FIRST + BETA2 + " · "
                + MathsLine.factor(oldS) + " + " + REST2 + " · " + workedG() + "² = " + MathsLine.number(s)
                + MathsLine.BREAK + "<var>M̂</var>" + FIRST + MathsLine.number(m) + " / (1 − " + BETA1 + "^" + t
                + ") = "
                + MathsLine.number(meanM) + MathsLine.BREAK + "<var>Ŝ</var>" + FIRST + MathsLine.number(s)
                + " / (1 − " + BETA2 + "^" + t + ") = " + MathsLine.number(meanS) + MathsLine.BREAK
                + moved(
                        MathsLine.number(rate) + " · " + MathsLine.factor(meanM) + " / (√" + MathsLine.number(meanS)
                                + " + 10^−" + PLACES + ")",
                        rate * meanM / (Math.sqrt(meanS) + AdamConstants.EPSILON));
    }

    private String moved(String worked, double by) {
        return MathsLine.v(W) + FIRST + NumberFormat.significant(w, DIGITS) + " − " + worked + " = "
                + NumberFormat.significant(w - by, DIGITS);
    }

    /** The first number of the gradient with its penalties. */
    private double g() {
        return first("d" + W) + l1 * Math.signum(w) + l2 * w;
    }

    private String workedG() {
        String dw = MathsLine.factor(first("d" + W));
        return l1 == 0 && l2 == 0
                ? dw
                : "(" + dw
                        + (l1 > 0 ? " + " + MathsLine.number(l1) + " · " + MathsLine.factor(Math.signum(w)) : "")
                        + (l2 > 0 ? " + " + MathsLine.number(l2) + " · " + MathsLine.factor(w) : "")
                        + ")";
    }

    private String formulaG() {
        String G = "d" + MathsLine.v(W);
        return l1 == 0 && l2 == 0
                ? G
                : "(" + G
                        + (l1 > 0 ? " + " + MathsLine.number(l1) + " sign " + MathsLine.v(W) : "")
                        + (l2 > 0 ? " + " + MathsLine.number(l2) + " " + MathsLine.v(W) : "")
                        + ")";
    }

    private String numpyG() {
        String G = "d" + W;
        return l1 == 0 && l2 == 0
                ? G
                : "(" + G
                        + (l1 > 0 ? " + " + Text.number(l1) + " * np.sign(" + W + ")" : "")
                        + (l2 > 0 ? " + " + Text.number(l2) + " * " + W : "")
                        + ")";
    }
}
