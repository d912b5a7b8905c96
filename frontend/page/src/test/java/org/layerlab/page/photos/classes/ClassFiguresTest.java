package org.layerlab.page.photos.classes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.network.verdict.ConfusionMatrix;

class ClassFiguresTest {
    private static String sentence(int photos, Integer... answers) {
        List<String> names = List.of("cats", "dogs", "birds").subList(0, answers.length == 9 ? 3 : 2);
        return ClassFigures.sentence(
                new KeptNetwork(names, photos, new ConfusionMatrix(List.of(answers)), "x", "", ""));
    }

    @Test
    void countsThePhotosThatWereLeftOut() {
        assertEquals(
                "Trained on 1,024 photos: 98.5\u00a0% in cross-validation. 1,009 of 1,024 were recognized while they were left out of the training.",
                sentence(1024, 500, 12, 3, 509));
    }

    @Test
    void unevenClassesAreComparedToAlwaysSayingTheLargest() {
        assertEquals(
                "Trained on 40 photos: 84.6\u00a0% in cross-validation. 33 of 39 were recognized while they were left out of the training."
                        + " Always saying “cats” would be right for 30.",
                sentence(40, 29, 1, 5, 4));
        assertEquals(
                "Trained on 30 photos: 83.3\u00a0% in cross-validation. 25 of 30 were recognized while they were left out of the training."
                        + " Always saying “birds” would be right for 15.",
                sentence(30, 8, 0, 0, 2, 4, 1, 1, 1, 13));
    }

    @Test
    void ofTooFewPhotosItSaysWhatItTakes() {
        String takes =
                " Testing takes at least two classes and 10 photos in all, not counting classes with a single photo.";
        assertEquals("Trained on 9 photos." + takes, sentence(9, 5, 0, 0, 4));
        assertEquals("Trained on 13 photos." + takes, sentence(13, 0, 0, 0, 0));
    }

    @Test
    void ofWhatAnOlderVersionKeptItSaysNoMore() {
        assertEquals("Trained on 24 photos.", sentence(24));
    }
}
