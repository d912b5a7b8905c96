package org.layerlab.network.data;

import org.layerlab.network.choice.NumberSetting;
import org.layerlab.network.choice.Range;

/**
 * Which examples are learned from, and which are kept apart to measure on while learning.
 *
 * @param training indices, ascending
 * @param validation indices, ascending; none of them is in {@code training}
 */
@SuppressWarnings("ArrayRecordComponent") // indices by the ten thousand
public record ValidationSplit(int[] training, int[] validation) {
    /** The share of the training examples that is kept apart. */
    public static final NumberSetting FRACTION = new NumberSetting(
            "validation",
            "Validation share",
            "Holds out this share of the training photos: the parameters with the lowest cost on them are kept, and"
                    + " probabilities are calibrated.",
            0,
            Range.between(0, 0.9));

    /**
     * Keeps a part of each class apart, drawn by the seed: {@code fraction} of it, rounded, and at least one of a class
     * that has two.
     *
     * @param fraction 0 to 0.9; with 0 all are learned from
     * @param seed 0 to 4,294,967,295
     * @throws IllegalArgumentException when the fraction is out of range, or nothing would be left for one of the parts
     */
    public static ValidationSplit of(Examples examples, double fraction, long seed) {
        int[] labels = new int[examples.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = examples.label(i);
        }
        return of(labels, fraction, seed);
    }

    /**
     * The same where only the labels are known yet.
     *
     * @param labels 0 or 1 for each example; not modified
     */
    public static ValidationSplit of(int[] labels, double fraction, long seed) {
        FRACTION.require(fraction);
        int m = labels.length;
        boolean[] kept = new boolean[m];
        int count = 0;
        NumpyRandom random = new NumpyRandom(seed);
        for (int label = 0; label <= 1; label++) {
            int[] ofClass = ofClass(labels, label);
            int share = (int) Math.round(fraction * ofClass.length);
            if (fraction > 0 && share == 0 && ofClass.length > 1) {
                share = 1;
            }
            int[] order = random.permutation(ofClass.length);
            for (int i = 0; i < share; i++) {
                kept[ofClass[order[i]]] = true;
            }
            count += share;
        }
        if (fraction > 0 && (count == 0 || count == m)) {
            throw new IllegalArgumentException(
                    m + " examples are too few to hold out " + fraction + " of them for validation");
        }
        int[] training = new int[m - count];
        int[] validation = new int[count];
        int t = 0;
        int v = 0;
        for (int i = 0; i < m; i++) {
            if (kept[i]) {
                validation[v++] = i;
            } else {
                training[t++] = i;
            }
        }
        return new ValidationSplit(training, validation);
    }

    private static int[] ofClass(int[] labels, int label) {
        int[] found = new int[labels.length];
        int count = 0;
        for (int i = 0; i < found.length; i++) {
            if (labels[i] == label) {
                found[count++] = i;
            }
        }
        return java.util.Arrays.copyOf(found, count);
    }
}
