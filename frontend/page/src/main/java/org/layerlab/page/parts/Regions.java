package org.layerlab.page.parts;

/**
 * Answers of several classes all over the plane: for each place the number of the likeliest class plus how far it is
 * ahead of the next, from 0 to below 1.
 */
final class Regions {
    private Regions() {}

    /** The likeliest class. */
    static int label(float answer) {
        return (int) answer;
    }

    /** How far it is ahead, 0 to 1. */
    static float ahead(float answer) {
        return answer - (int) answer;
    }

    /**
     * The line around a class's regions as that at 0.5.
     *
     * @param answers not modified
     */
    static float[] around(float[] answers, int label) {
        float[] around = new float[answers.length];
        for (int i = 0; i < around.length; i++) {
            float half = ahead(answers[i]) / 2;
            around[i] = 0.5f + (label(answers[i]) == label ? half : -half);
        }
        return around;
    }
}
