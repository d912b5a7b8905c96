package org.layerlab.page.photos.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FoldsTest {
    private static List<Integer> of(byte... labels) {
        Folds folds = new Folds(labels, 3);
        List<Integer> all = new ArrayList<>();
        for (int j = 0; j < labels.length; j++) {
            all.add(folds.of(j));
        }
        return all;
    }

    @Test
    void photosThatCameOneAfterAnotherAreLeftOutTogether() {
        assertEquals(
                List.of(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 0, 1, 2, 3, 4),
                of(
                        (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0,
                        (byte) 0, (byte) 2, (byte) 2, (byte) 2, (byte) 2, (byte) 2));
    }

    @Test
    void theOnlyPhotoOfAClassIsNotLeftOut() {
        assertEquals(List.of(0, 2, -1, 0, 2), of((byte) 0, (byte) 0, (byte) 1, (byte) 2, (byte) 2));
        assertTrue(new Folds(new byte[] {0, 0, 1, 2, 2}, 3).some());
        assertFalse(new Folds(new byte[] {0, 0, 1, 2, 0}, 3).some(), "one class alone is no choice");
    }

    @Test
    void eachClassKeepsPhotosToLearnFromHoweverFewThereAre() {
        Random random = new Random();
        for (int run = 0; run < 200; run++) {
            int classes = 2 + random.nextInt(4);
            int[] photos = new int[classes];
            List<Byte> all = new ArrayList<>();
            for (byte k = 0; k < classes; k++) {
                photos[k] = 2 + random.nextInt(run < 100 ? 4 : 300);
                for (int i = 0; i < photos[k]; i++) {
                    all.add(k);
                }
            }
            byte[] labels = new byte[all.size()];
            for (int j = 0; j < labels.length; j++) {
                labels[j] = all.get(j);
            }
            Folds folds = new Folds(labels, classes);
            int[][] left = new int[Folds.COUNT][classes];
            for (int j = 0; j < labels.length; j++) {
                left[folds.of(j)][labels[j]]++;
            }
            for (int[] fold : left) {
                for (int k = 0; k < classes; k++) {
                    assertTrue(fold[k] < photos[k], () -> all + " leaves none of a class");
                    assertTrue(fold[k] <= (photos[k] + Folds.COUNT - 1) / Folds.COUNT, () -> all + " is cut unevenly");
                }
            }
        }
    }
}
