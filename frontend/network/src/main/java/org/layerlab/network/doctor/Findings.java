package org.layerlab.network.doctor;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.doctor.Diagnosis.Kind;
import org.layerlab.network.doctor.Diagnosis.Remedy;
import org.layerlab.network.matrix.Activation;

/** What the doctor's findings say, and the remedies they offer. */
final class Findings {

    static final Diagnosis TOO_FEW = new Diagnosis(
            Kind.TOO_FEW,
            "Too few points",
            "Place a few points of each class: the network learns the line between them.",
            List.of());

    private Findings() {}

    static Diagnosis diverged(Evidence now) {
        return new Diagnosis(
                Kind.DIVERGED,
                "Training diverged",
                "The steps were too large: the cost became NaN, infinite or many times the cost of guessing. Try a"
                        + " smaller learning rate.",
                List.of(slower(now, 10), adam()));
    }

    static Diagnosis symmetric(int l, Evidence.HiddenLayer layer) {
        return new Diagnosis(
                Kind.SYMMETRIC,
                "All units are identical",
                "The " + layer.units() + " units of hidden layer " + l + " have equal weights, so each learns what the"
                        + " others learn. Start from random weights.",
                List.of(Remedy.change("Start with He initialization", "initialization=he")));
    }

    static Diagnosis overregularized(double strength) {
        String weaker = oneDigit(Math.max(1e-6, strength / 10));
        return new Diagnosis(
                Kind.OVERREGULARIZED,
                "The regularization is too strong",
                "It holds all weights near 0, so the network only guesses. Try a smaller strength, or none.",
                List.of(
                        Remedy.change("Strength (λ) " + weaker, "regularizationRate=" + weaker),
                        Remedy.change("No regularization", "regularization=none")));
    }

    static Diagnosis deadLayer(Evidence now, int l) {
        return new Diagnosis(
                Kind.DEAD,
                "A layer has died",
                "Every unit of hidden layer " + l + " outputs 0 for every point: nothing gets through, and without a"
                        + " gradient the layer cannot recover. Start with larger weights, or use leaky ReLU.",
                List.of(
                        Remedy.change("He initialization", "initialization=he"),
                        Remedy.change("Leaky ReLU", "activation=leakyRelu"),
                        slower(now, 10)));
    }

    static Diagnosis deadUnits(Evidence now, int l, Evidence.HiddenLayer layer) {
        return new Diagnosis(
                Kind.DEAD,
                "Units have died",
                layer.silent() + " of " + layer.units() + " units in hidden layer " + l
                        + " output 0 for every point and"
                        + " no longer learn. Leaky ReLU or a smaller learning rate keeps units alive.",
                List.of(
                        Remedy.change("Leaky ReLU", "activation=leakyRelu"),
                        Remedy.change("He initialization", "initialization=he"),
                        slower(now, 3)));
    }

    static Diagnosis tooLarge(Evidence now) {
        return new Diagnosis(
                Kind.RATE_TOO_LARGE,
                "The steps are too large",
                "The cost jumps up and down instead of falling: each step overshoots the minimum. Try a smaller"
                        + " learning rate.",
                List.of(slower(now, 3), slower(now, 10)));
    }

    /** Offers this many times the rate, and ten times that if it is not too large. */
    static Diagnosis tooSmall(Evidence now, int times) {
        return new Diagnosis(
                Kind.RATE_TOO_SMALL,
                "The steps are too small",
                "There is a slope to follow, but at this rate a run of this length hardly changes the cost."
                        + " Try a larger learning rate.",
                Pace.isSafe(now, 10 * times)
                        ? List.of(faster(now, times), faster(now, 10 * times))
                        : List.of(faster(now, times)));
    }

    static Diagnosis plateau(Evidence now) {
        List<Remedy> remedies = new ArrayList<>();
        int units = 0;
        boolean linear = true;
        for (Evidence.HiddenLayer layer : now.hidden()) {
            units += layer.units();
            linear &= layer.activation() == Activation.LINEAR;
        }
        String why;
        if (linear) {
            why = now.numbers()
                    ? "Without a non-linear activation, a network can only learn a plane. Add non-linear hidden units."
                    : "Without a non-linear activation, a network can only draw a straight line. Add non-linear hidden"
                            + " units.";
            remedies.add(Remedy.change("8 tanh units", "networkShape=8&activation=tanh&initialization=xavier"));
        } else if (units < 6) {
            why = "The cost no longer falls. Hidden units: " + units
                    + ". That may be too few for these points. Add units, or change the optimizer.";
            remedies.add(Remedy.change("16 units", "networkShape=16"));
        } else {
            why = "The cost no longer falls, although better is possible. Try another weight initialization or"
                    + " optimizer.";
            remedies.add(Remedy.change("He initialization", "initialization=he"));
        }
        if (!linear && !now.hyperparameters().optimizer().scalesSteps()) {
            remedies.add(adam());
        }
        return new Diagnosis(Kind.PLATEAU, "Stuck on a plateau", why, remedies);
    }

    static Diagnosis saturated(Evidence now, int l) {
        return new Diagnosis(
                Kind.SATURATED,
                "Units are saturated",
                "Nearly all outputs of hidden layer " + l
                        + " lie at the ends of the activation, where its slope is close"
                        + " to 0, so learning is slow. Smaller weights or ReLU help.",
                List.of(
                        Remedy.change("Xavier initialization", "initialization=xavier"),
                        Remedy.change("ReLU", "activation=relu&initialization=he"),
                        slower(now, 3)));
    }

    /** About as right as it can become; where noise limits that, it may still come closer. */
    static Diagnosis solved(Evidence now, boolean improving) {
        if (now.bayes() < Diagnosis.APART && improving) {
            return new Diagnosis(
                    Kind.HEALTHY,
                    "Near the noise limit",
                    "The cost is still falling. On new points, the noise allows " + percent(now.bayes())
                            + "\u00a0% on average.",
                    List.of());
        }
        if (now.bayes() < Diagnosis.APART) {
            return new Diagnosis(Kind.SOLVED, "As good as it gets", noisy(now), List.of());
        }
        String clear = now.numbers()
                ? "The network predicts nearly every number well."
                : "Nearly every point is on the right side of the line.";
        return new Diagnosis(Kind.SOLVED, "Solved", clear, List.of());
    }

    private static String noisy(Evidence now) {
        String bayes = percent(now.bayes());
        return now.numbers()
                ? "The numbers are noisy: on new points, the noise limits R² to " + bayes + "\u00a0% on average."
                : "The classes overlap: on new points, the noise limits any boundary to " + bayes
                        + "\u00a0% on average. A training accuracy clearly above that is overfitting.";
    }

    /** Offers to go back to where the test points cost least. */
    static Diagnosis overfitting(Evidence now, Evidence best) {
        List<Remedy> remedies = new ArrayList<>();
        if (best.iteration() > 0 && now.test().cost() > 1.15 * best.test().cost()) {
            remedies.add(Remedy.goBack(best.iteration()));
        }
        if (now.hyperparameters().l2() == 0) {
            remedies.add(Remedy.change("Add L2 (0.003)", "regularization=L2&regularizationRate=0.003"));
        }
        if (!Double.isNaN(now.bayes()) && now.size() < 1000) {
            remedies.add(Remedy.change("1,000 points", "trainSize=1000"));
        }
        return new Diagnosis(
                Kind.OVERFITTING, "Overfitting", now.numbers() ? learnedNumbers(now) : learnedClasses(now), remedies);
    }

    private static String learnedNumbers(Evidence now) {
        return "R² is " + percent(now.train().accuracy()) + "\u00a0% on the training points and "
                + percent(unseen(now).accuracy()) + "\u00a0% on new points.";
    }

    private static String learnedClasses(Evidence now) {
        String train = percent(now.train().accuracy());
        String other = percent(unseen(now).accuracy());
        return Double.isNaN(now.bayes())
                ? "Accuracy is " + train + "\u00a0% on the training points and " + other + "\u00a0% on new points."
                : "Accuracy is " + train + "\u00a0% on the training points and " + other
                        + "\u00a0% on new points. The noise limits any classifier to " + percent(now.bayes())
                        + "\u00a0% on average.";
    }

    private static Evidence.Score unseen(Evidence now) {
        return now.fresh().size() > 0 ? now.fresh() : now.test();
    }

    /** The course of a run is set early: from other weights, or with more units, the same steps lead elsewhere. */
    static Diagnosis poorStart(Evidence now) {
        List<Remedy> remedies = new ArrayList<>();
        remedies.add(Remedy.change("He initialization", "initialization=he"));
        if (now.hidden().size() == 1 && now.hidden().get(0).units() < 10) {
            remedies.add(Remedy.change("10 units", "networkShape=10"));
        } else if (!now.hyperparameters().optimizer().scalesSteps()) {
            remedies.add(adam());
        }
        return new Diagnosis(
                Kind.POOR_START,
                "Stuck in a poor start: try other weights or more units",
                "Training finished, but the network could do better on these points. Where training ends depends on"
                        + " the initial weights; more units give it more ways to get there.",
                remedies);
    }

    /** Hardly begun; larger steps are offered where those since then were small and did no harm. */
    static Diagnosis tooShort(Evidence now, Evidence then) {
        Remedy longer = Remedy.change("5,000 iterations", "iterations=5000");
        boolean larger =
                Pace.isSafe(now, 3) && now.train().cost() <= then.train().cost();
        return new Diagnosis(
                Kind.UNFINISHED,
                "Not done learning: train more",
                larger
                        ? "Few iterations were made: " + now.iteration() + ". Train more, or take larger steps."
                        : "Few iterations were made: " + now.iteration() + ". Train more.",
                larger ? List.of(longer, faster(now, 3)) : List.of(longer));
    }

    /** More of the same steps would do: the button beside the finding makes them. */
    static Diagnosis unfinished(Evidence now, String why) {
        boolean scales = now.hyperparameters().optimizer().scalesSteps();
        return new Diagnosis(
                Kind.UNFINISHED,
                "Not done learning: train more",
                why,
                scales ? List.of(faster(now, 3)) : List.of(faster(now, 3), adam()));
    }

    static Remedy adam() {
        return Remedy.change("Adam, rate 0.01", "optimizer=adam&learningRate=0.01");
    }

    static Remedy slower(Evidence now, int times) {
        return rate(now.hyperparameters().learningRate() / times);
    }

    static Remedy faster(Evidence now, int times) {
        return rate(now.hyperparameters().learningRate() * times);
    }

    private static Remedy rate(double rate) {
        String number = oneDigit(Math.max(1e-6, Math.min(1000, rate)));
        return Remedy.change("Learning rate " + number, "learningRate=" + number);
    }

    /** A number from 1e-6 to 1000, rounded to its first digit. */
    private static String oneDigit(double value) {
        int exponent = (int) Math.floor(Math.log10(value));
        long digit = Math.round(value / Math.pow(10, exponent));
        if (digit == 10) {
            digit = 1;
            exponent++;
        }
        return exponent >= 0 ? digit + "0".repeat(exponent) : "0." + "0".repeat(-exponent - 1) + digit;
    }

    /** A share in percent with one decimal; a dash where it is not finite, which JavaScript cannot round. */
    static String percent(double share) {
        if (!Double.isFinite(share)) {
            return "–";
        }
        long tenths = Math.round(1000 * Math.abs(share));
        return (share < 0 ? "−" : "") + tenths / 10 + "." + tenths % 10;
    }
}
