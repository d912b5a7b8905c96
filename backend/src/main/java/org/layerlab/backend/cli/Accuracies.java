package org.layerlab.backend.cli;

import java.util.Locale;
import org.layerlab.network.verdict.Evaluation;
import org.layerlab.network.verdict.Interval;

/** Accuracies as the command line gives them: the figure is a result, what it rests on is a note on standard error. */
final class Accuracies {
    private Accuracies() {}

    /**
     * Prints {@code "test accuracy: 95.70 %"}, and how many examples say so.
     *
     * @param set what was measured: train, test or validation
     */
    static void print(TerminalOutput console, String set, Evaluation evaluation) {
        console.printEvenUnread(set + " accuracy: " + OutputOptions.percent(evaluation.accuracy()) + " %");
        console.say(set + ": " + basis(evaluation.correct(), evaluation.total()));
    }

    /** {@code "957 of 1000 right; 95 % confidence interval: 94.25 to 96.79 %"}. */
    static String basis(int correct, int total) {
        Interval interval = Interval.of((double) correct / total, total);
        return String.format(
                Locale.ROOT,
                "%d of %d right; 95 %% confidence interval: %s to %s %%",
                correct,
                total,
                OutputOptions.percent(interval.low()),
                OutputOptions.percent(interval.high()));
    }
}
