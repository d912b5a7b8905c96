package org.layerlab.page.play;

import java.util.List;
import java.util.Map;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.training.TrainingRules;
import org.layerlab.page.browser.Texts;

/** What a network's output is compared with, and how: the cost and its gradient by Z of the last layer. */
enum MathsOutput {
    /** A sigmoid and cross-entropy. */
    SIGMOID,
    /** Several classes. */
    SOFTMAX,
    /** A linear output and a number. */
    NUMBER,
    /** TensorFlow Playground's, for two classes. */
    TANH;

    static MathsOutput of(Architecture architecture, TrainingRules rules) {
        if (architecture.isRegression()) {
            return NUMBER;
        }
        return architecture.outputs() > 1 ? SOFTMAX : rules == TrainingRules.TENSORFLOW ? TANH : SIGMOID;
    }

    /** The probabilities of several classes. */
    static MathsLine softmax(int l) {
        String Z = "Z" + l;
        return new MathsLine(
                l,
                Texts.of("Forward, layer {0}", l),
                MathsLine.v("A" + l) + " = "
                        + MathsLine.fraction(
                                "e<sup>" + MathsLine.v(Z) + "</sup>", "Σ e<sup>" + MathsLine.v(Z) + "</sup>"),
                "A" + l + " = np.exp(" + Z + " - " + Z + ".max(axis=0)); A" + l + " /= A" + l + ".sum(axis=0)",
                Texts.of(
                        "Softmax turns the sums into probabilities: a row for each class, and each column adds up to 1."),
                List.of("A" + l, Z),
                "");
    }

    /** The line with J. */
    MathsLine cost(int l) {
        String A = MathsLine.v("A" + l);
        String Y = MathsLine.v("Y");
        String mean = "<var>J</var> = " + MathsLine.fraction("1", "<var>m</var>") + " Σ ½(";
        String minusMean = "<var>J</var> = −" + MathsLine.fraction("1", "<var>m</var>") + " Σ ";
        return switch (this) {
            case SIGMOID ->
                cost(
                        l,
                        minusMean + "(" + Y + " log " + A + " + (1 − " + Y + ") log(1 − " + A + "))",
                        "J = -np.mean(Y*np.log(A" + l + ") + (1-Y)*np.log(1-A" + l + "))",
                        Texts.of("How surprised the network is by the right answers, on average over the m examples."));
            case SOFTMAX ->
                cost(
                        l,
                        minusMean + Y + " log " + A,
                        "J = -np.sum(Y*np.log(A" + l + ")) / m",
                        Texts.of("How surprised the network is by the right answers, on average over the m examples."));
            case NUMBER ->
                cost(
                        l,
                        mean + A + " − " + Y + ")²",
                        "J = np.mean(0.5 * (A" + l + " - Y)**2)",
                        Texts.of("How far the predictions are from the targets, squared."));
            case TANH ->
                cost(
                        l,
                        mean + tanh(l) + " − (2" + Y + " − 1))²",
                        "J = np.mean(0.5 * (np.tanh(Z" + l + ") - (2*Y - 1))**2)",
                        Texts.of("How far tanh is from −1 or 1, squared: TensorFlow Playground’s cost."));
        };
    }

    private MathsLine cost(int l, String formula, String numpy, String words) {
        String answer = (this == TANH ? "Z" : "A") + l;
        return new MathsLine(l, Texts.of("Cost"), formula, numpy, words, List.of("J", answer, "Y"), "");
    }

    /** The line with dZ of the last layer. */
    MathsLine error(int l, Map<String, MathsLine.Corner> corners) {
        String dZ = "d" + MathsLine.v("Z" + l);
        String first = MathsLine.number(MathsLine.corner(corners, "dZ" + l).at(0, 0));
        if (this == TANH) {
            return new MathsLine(
                    l,
                    Texts.of("Backward, layer {0}", l),
                    dZ + " = (" + tanh(l) + " − (2" + MathsLine.v("Y") + " − 1)) (1 − " + tanh(l) + "²)",
                    "dZ" + l + " = (np.tanh(Z" + l + ") - (2*Y - 1)) * (1 - np.tanh(Z" + l + ")**2)",
                    Texts.of("The output minus the target, times the slope of tanh."),
                    List.of("dZ" + l, "Z" + l, "Y"),
                    dZ + "[0, 0] = " + first);
        }
        return new MathsLine(
                l,
                Texts.of("Backward, layer {0}", l),
                dZ + " = " + MathsLine.v("A" + l) + " − " + MathsLine.v("Y"),
                "dZ" + l + " = A" + l + " - Y",
                switch (this) {
                    case SOFTMAX ->
                        Texts.of("The prediction minus the label: the softmax and the cost together leave just this.");
                    case NUMBER -> Texts.of("The prediction minus the target.");
                    default ->
                        Texts.of("The prediction minus the label: the sigmoid and the cost together leave just this.");
                },
                List.of("dZ" + l, "A" + l, "Y"),
                dZ + "[0, 0] = "
                        + MathsLine.number(MathsLine.corner(corners, "A" + l).at(0, 0)) + " − "
                        + MathsLine.number(MathsLine.corner(corners, "Y").at(0, 0)) + " = " + first);
    }

    private static String tanh(int l) {
        return "tanh " + MathsLine.v("Z" + l);
    }
}
