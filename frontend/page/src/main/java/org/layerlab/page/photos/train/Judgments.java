package org.layerlab.page.photos.train;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a network says of labeled photos.
 *
 * @param labels shape (m): 0 is cat, 1 is dog; not to be modified
 * @param probabilities of a dog, shape (m), or null where they are not measured; not to be modified
 */
@SuppressWarnings("ArrayRecordComponent") // shared with the worker's view of its photos, never written
record Judgments(byte[] labels, double @Nullable [] probabilities) {
    /** Which verdicts a list shows. */
    enum Shown {
        ANY,
        RIGHT,
        WRONG;

        /** The one of that name in the page. */
        static Shown of(String name) {
            return name.equals("right") ? RIGHT : name.equals("wrong") ? WRONG : ANY;
        }
    }

    /** Whether the verdict on a photo is wrong; false where it is not measured. */
    boolean wrong(int index) {
        return probabilities != null && probabilities[index] > 0.5 != (labels[index] == 1);
    }

    /** How many photos of each label got each verdict: at {@code 2 * label + verdict}. */
    int[] confusion() {
        int[] counts = new int[4];
        for (int i = 0; i < labels.length; i++) {
            counts[2 * labels[i] + (labels[i] == 1 != wrong(i) ? 1 : 0)]++;
        }
        return counts;
    }

    /** How many photos of each label have a probability in each of {@code count} bins: at {@code [label][bin]}. */
    int[][] histogram(int count) {
        int[][] bins = new int[2][count];
        for (int i = 0; probabilities != null && i < labels.length; i++) {
            bins[labels[i]][Math.min(count - 1, (int) (probabilities[i] * count))]++;
        }
        return bins;
    }

    /** The indices of at most {@code most} mistakes, the most confident first. */
    int[] mistakes(int most) {
        List<Integer> wrong = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            if (wrong(i)) {
                wrong.add(i);
            }
        }
        wrong.sort((a, b) -> Double.compare(confidence(b), confidence(a)));
        int[] indices = new int[Math.min(most, wrong.size())];
        for (int k = 0; k < indices.length; k++) {
            indices[k] = wrong.get(k);
        }
        return indices;
    }

    /** The probability of the verdict on a photo, 0.5 to 1; NaN where it is not measured. */
    double confidence(int index) {
        return probabilities == null ? Double.NaN : Math.max(probabilities[index], 1 - probabilities[index]);
    }

    /**
     * The indices of the photos that a list shows; cats and dogs take turns where both are shown.
     *
     * @param label 0 or 1; −1 for both
     */
    List<Integer> matching(int label, Shown shown) {
        List<List<Integer>> classes = List.of(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < labels.length; i++) {
            boolean fits = shown == Shown.ANY || probabilities == null || shown == Shown.WRONG == wrong(i);
            if (fits && (label < 0 || label == labels[i])) {
                classes.get(labels[i]).add(i);
            }
        }
        List<Integer> matching = new ArrayList<>();
        int most = Math.max(classes.get(0).size(), classes.get(1).size());
        for (int k = 0; k < most; k++) {
            for (List<Integer> some : classes) {
                if (k < some.size()) {
                    matching.add(some.get(k));
                }
            }
        }
        return matching;
    }
}
