package org.layerlab.page.learn;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.text.Text;

/**
 * What of a run decides which choice came true, as the lesson says it: {@code testAccuracy 65 90} is the first choice
 * below 65 %, the second from there to below 90 %, and the third from there on; {@code goal} is the first choice when the
 * goals are reached, and else the second.
 *
 * @param name {@code trainAccuracy} or {@code testAccuracy} in percent, {@code cost}, {@code iteration}, {@code goal}, or
 *     empty where the run decides nothing
 * @param bounds between the choices, from small to large
 */
record Measure(String name, List<Double> bounds) {
    Measure {
        bounds = List.copyOf(bounds);
    }

    /** The measure of a lesson's {@code measured}. */
    static Measure of(String text) {
        List<String> words = Text.split(text, ' ');
        List<Double> bounds = new ArrayList<>();
        for (String bound : words.subList(1, words.size())) {
            bounds.add(Double.valueOf(bound));
        }
        return new Measure(words.get(0), bounds);
    }

    /**
     * The choice that came true, from 1.
     *
     * @param right what the lesson says it is, for where the run decides nothing
     */
    int choice(Report report, int right) {
        double value = switch (name) {
            case "trainAccuracy" -> 100 * report.trainAccuracy();
            case "testAccuracy" -> 100 * report.testAccuracy();
            case "cost" -> report.cost();
            case "iteration" -> report.iteration();
            default -> Double.NaN;
        };
        if (name.equals("goal")) {
            return report.goal() ? 1 : 2;
        }
        if (Double.isNaN(value)) {
            return right;
        }
        int choice = 1;
        for (double bound : bounds) {
            // 100 times an accuracy of 0.58 is 57.99999999999999.
            choice += value >= bound - 1e-9 ? 1 : 0;
        }
        return choice;
    }
}
