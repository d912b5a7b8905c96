package org.layerlab.page.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.network.data.Points;

class TaskWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dataset=circle&networkShape=2&goalTest=95&iterations=5000 | Circles · 2 units · goal: 95 % on test points",
                "goalUnits=4&goalTest=90&networkShape=1&dataset=xor"
                        + " | XOR · 1 unit · goal: at most 4 units, 90 % on test points",
                "dataset=moons&networkShape=&goalTrain=95.5&goalCost=0.3&goalIterations=15000"
                        + " | Moons · no hidden layer · goal: 95.5 % on training points, a cost of 0.3 at most,"
                        + " within 15,000 iterations",
                "lesson=Too%20few%3F&dataset=spiral&networkShape=8%2C4 | Too few? · Spiral · layers of 8 · 4 units",
                "lesson=&dataset=gauss | Blobs",
                "goalTest=many&goal&dataset=other | other · goal: many % on test points",
                "learningRate=0.1&seed=3 | ''",
                "'' | ''"
            })
    void aLinkIsSaidInWords(String link, String words) {
        assertEquals(words, TaskWords.of(link));
    }

    @Test
    void dataSetsAreCalledAsInThePlayground() {
        for (Points points : Points.values()) {
            assertEquals(points.label(), TaskWords.of("dataset=" + points.id()));
        }
    }

    @Test
    void longTextsAreCut() {
        assertEquals("x".repeat(100) + "…", TaskWords.of("lesson=" + "x".repeat(5000)));
    }
}
