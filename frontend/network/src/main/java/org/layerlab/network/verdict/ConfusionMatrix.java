package org.layerlab.network.verdict;

import java.util.ArrayList;
import java.util.List;

/**
 * How many examples of each class got which answer.
 *
 * @param counts row by row, a row for each class and a column for each answer
 */
public record ConfusionMatrix(List<Integer> counts) {
    /**
     * A matrix of these counts.
     *
     * @throws IllegalArgumentException where they are not as many as rows times columns, or one is negative
     */
    public ConfusionMatrix {
        counts = List.copyOf(counts);
        int classes = classes(counts.size());
        if (classes * classes != counts.size()) {
            throw new IllegalArgumentException(
                    "a confusion matrix has as many rows as columns, not " + counts.size() + " counts");
        }
        for (int count : counts) {
            if (count < 0) {
                throw new IllegalArgumentException("a confusion matrix cannot count " + count);
            }
        }
    }

    /**
     * Counts answers.
     *
     * @param labels the class of each example, from 0
     * @param answers what was said of each, from 0
     * @param classes how many there are
     */
    public static ConfusionMatrix of(byte[] labels, byte[] answers, int classes) {
        int[] counts = new int[classes * classes];
        for (int j = 0; j < labels.length; j++) {
            counts[labels[j] * classes + answers[j]]++;
        }
        List<Integer> list = new ArrayList<>();
        for (int count : counts) {
            list.add(count);
        }
        return new ConfusionMatrix(list);
    }

    private static int classes(int counts) {
        return (int) Math.round(Math.sqrt(counts));
    }

    /** How many classes there are. */
    public int classes() {
        return classes(counts.size());
    }

    /** How many examples there are in all. */
    public long total() {
        long total = 0;
        for (int count : counts) {
            total += count;
        }
        return total;
    }

    /** How many examples there are of a class. */
    public long of(int label) {
        long total = 0;
        for (int answer = 0; answer < classes(); answer++) {
            total += counts.get(label * classes() + answer);
        }
        return total;
    }

    /** How many answers are right. */
    public long right() {
        long right = 0;
        for (int label = 0; label < classes(); label++) {
            right += counts.get(label * classes() + label);
        }
        return right;
    }

    /** The class with the most examples, the first of several; −1 where there are no classes. */
    public int largest() {
        int largest = -1;
        for (int label = 0; label < classes(); label++) {
            if (largest < 0 || of(label) > of(largest)) {
                largest = label;
            }
        }
        return largest;
    }
}
