package org.layerlab.page.photos.worker;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.layerlab.network.verdict.Answers;
import org.layerlab.network.verdict.ConfusionMatrix;

/**
 * What a softmax says of photos that it did not learn from.
 *
 * @param logits of each photo, one photo after another
 * @param labels the class of each photo, from 0
 * @param classes how many there are
 */
@SuppressWarnings("ArrayRecordComponent") // written while photos are left out, and handed to arithmetic
record UnseenLogits(double[] logits, byte[] labels, int classes) {
    /** The factor of the logits that makes their probabilities come true, see {@link Temperature}. */
    double factor() {
        return Temperature.factor(logits, labels, classes);
    }

    /** The cross-entropy of the photos, summed, with that factor. */
    double cost() {
        return Temperature.cost(logits, labels, classes);
    }

    /** How many photos of each class get which answer. */
    ConfusionMatrix answers() {
        byte[] answers = new byte[labels.length];
        for (int j = 0; j < labels.length; j++) {
            double[] photo = Arrays.copyOfRange(logits, j * classes, (j + 1) * classes);
            answers[j] = (byte) Answers.likeliest(photo, 1, 0);
        }
        return ConfusionMatrix.of(labels, answers, classes);
    }

    /** Those of some photos. */
    UnseenLogits of(IntPredicate which) {
        double[] some = new double[logits.length];
        byte[] theirs = new byte[labels.length];
        int count = 0;
        for (int j = 0; j < labels.length; j++) {
            if (which.test(j)) {
                System.arraycopy(logits, j * classes, some, count * classes, classes);
                theirs[count++] = labels[j];
            }
        }
        return new UnseenLogits(Arrays.copyOf(some, count * classes), Arrays.copyOf(theirs, count), classes);
    }
}
