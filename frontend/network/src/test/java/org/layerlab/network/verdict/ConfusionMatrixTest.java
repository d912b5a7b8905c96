package org.layerlab.network.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
    @RepeatedTest(20)
    void countsEachExampleOnce() {
        Random random = new Random();
        int classes = 1 + random.nextInt(10);
        byte[] labels = new byte[random.nextInt(200)];
        byte[] answers = new byte[labels.length];
        int[] sizes = new int[classes];
        int right = 0;
        for (int j = 0; j < labels.length; j++) {
            labels[j] = (byte) random.nextInt(classes);
            answers[j] = (byte) random.nextInt(classes);
            sizes[labels[j]]++;
            right += labels[j] == answers[j] ? 1 : 0;
        }
        ConfusionMatrix matrix = ConfusionMatrix.of(labels, answers, classes);
        assertEquals(classes, matrix.classes());
        assertEquals(labels.length, matrix.total());
        assertEquals(right, matrix.right());
        for (int label = 0; label < classes; label++) {
            assertEquals(sizes[label], matrix.of(label));
            assertEquals(Math.max(sizes[label], sizes[matrix.largest()]), sizes[matrix.largest()]);
        }
    }

    @Test
    void rowsAreClassesAndColumnsAnswers() {
        ConfusionMatrix matrix = ConfusionMatrix.of(new byte[] {0, 0, 1}, new byte[] {1, 0, 1}, 2);
        assertEquals(List.of(1, 1, 0, 1), matrix.counts());
        assertEquals(0, matrix.largest());
        assertEquals(-1, new ConfusionMatrix(List.of()).largest());
    }

    @Test
    void whatIsNoMatrixIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ConfusionMatrix(List.of(1, 2)));
        assertThrows(IllegalArgumentException.class, () -> new ConfusionMatrix(List.of(1, 2, 3, -1)));
    }
}
