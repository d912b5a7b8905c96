package org.layerlab.page.parts;

import org.layerlab.network.function.Elementary;

/**
 * Answers of several classes all over the plane: for each place the number of the likeliest class plus
 * {@code 1 − 1/(1 + d)}, where d is the logarithm of how many times it is as likely as the next.
 */
final class Regions {
    private Regions() {}

    /** The likeliest class. */
    static int label(float answer) {
        return (int) answer;
    }

    /** What an answer has besides its class, from 0 to below 1. */
    static float rest(float answer) {
        return answer - (int) answer;
    }

    /** How sure an answer is, 0 to 1: the difference of both probabilities as a share of their sum. */
    static double certainty(double rest) {
        return Elementary.tanh(ahead(rest) / 2);
    }

    private static double ahead(double rest) {
        return rest / (1 - rest);
    }

    /**
     * The line around a class's regions as that at 0.5.
     *
     * @param answers not modified
     */
    static float[] around(float[] answers, int label) {
        float[] around = new float[answers.length];
        for (int i = 0; i < around.length; i++) {
            double ahead = ahead(rest(answers[i]));
            around[i] = (float) (0.5 + (label(answers[i]) == label ? ahead : -ahead));
        }
        return around;
    }
}
