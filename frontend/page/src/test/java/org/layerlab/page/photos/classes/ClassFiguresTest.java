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
                "Trained on 1,024 photos. Asked about 1,024 photos that it had not learned from, it got 1,009 right.",
                sentence(1024, 500, 12, 3, 509));
    }

    @Test
    void unevenClassesAreComparedToAlwaysSayingTheLargest() {
        assertEquals(
                "Trained on 40 photos. Asked about 39 photos that it had not learned from, it got 33 right."
                        + " Always saying “cats” would get 30 right.",
                sentence(40, 29, 1, 5, 4));
        assertEquals(
                "Trained on 30 photos. Asked about 30 photos that it had not learned from, it got 25 right."
                        + " Always saying “birds” would get 15 right.",
                sentence(30, 8, 0, 0, 2, 4, 1, 1, 1, 13));
    }

    @Test
    void ofTooFewPhotosItSaysWhatItTakes() {
        String takes = " To measure how often it is right takes two classes with 10 photos in all;"
                + " classes with a single photo do not count.";
        assertEquals("Trained on 9 photos." + takes, sentence(9, 5, 0, 0, 4));
        assertEquals("Trained on 13 photos." + takes, sentence(13, 0, 0, 0, 0));
    }

    @Test
    void ofWhatAnOlderVersionKeptItSaysNoMore() {
        assertEquals("Trained on 24 photos.", sentence(24));
    }
}
