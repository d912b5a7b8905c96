package org.layerlab.page.photos.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.page.photos.train.Judgments.Shown;

class JudgmentsTest {
    /** Three cats, of which one is called a dog, and three dogs, of which two are called cats. */
    private final Judgments judgments =
            new Judgments(new byte[] {0, 0, 0, 1, 1, 1}, new double[] {0.1, 0.9, 0.2, 0.95, 0.45, 0.01});

    private final Judgments unmeasured = new Judgments(new byte[] {0, 1, 1}, null);

    @Test
    void theConfusionCountsLabelsByVerdicts() {
        assertArrayEquals(new int[] {2, 1, 2, 1}, judgments.confusion());
    }

    @Test
    void aProbabilityOfExactlyOneHalfIsACat() {
        Judgments tie = new Judgments(new byte[] {0, 1}, new double[] {0.5, 0.5});
        assertArrayEquals(new int[] {1, 0, 1, 0}, tie.confusion());
        assertTrue(tie.wrong(1));
    }

    @Test
    void theHistogramHasALineOfBinsALabel() {
        int[][] bins = judgments.histogram(10);
        assertArrayEquals(new int[] {0, 1, 1, 0, 0, 0, 0, 0, 0, 1}, bins[0]);
        assertArrayEquals(new int[] {1, 0, 0, 0, 1, 0, 0, 0, 0, 1}, bins[1]);
    }

    @Test
    void aCertainDogIsInTheLastBin() {
        assertEquals(1, new Judgments(new byte[] {1}, new double[] {1}).histogram(20)[1][19]);
    }

    @Test
    void theMostConfidentMistakesComeFirst() {
        assertArrayEquals(new int[] {5, 1, 4}, judgments.mistakes(12));
        assertArrayEquals(new int[] {5, 1}, judgments.mistakes(2));
        assertArrayEquals(new int[0], unmeasured.mistakes(5));
    }

    @Test
    void confidenceIsThatOfTheVerdict() {
        assertEquals(0.9, judgments.confidence(0), 1e-12);
        assertEquals(0.99, judgments.confidence(5), 1e-12);
        assertTrue(Double.isNaN(unmeasured.confidence(0)));
    }

    @Test
    void catsAndDogsTakeTurns() {
        assertEquals(List.of(0, 3, 1, 4, 2, 5), judgments.matching(-1, Shown.ANY));
        assertEquals(List.of(0, 1, 2), unmeasured.matching(-1, Shown.ANY));
    }

    @Test
    void aListShowsOneClassOrOneVerdict() {
        assertEquals(List.of(3, 4, 5), judgments.matching(1, Shown.ANY));
        assertEquals(List.of(0, 2), judgments.matching(0, Shown.RIGHT));
        assertEquals(List.of(1), judgments.matching(0, Shown.WRONG));
        assertEquals(List.of(1, 4, 5), judgments.matching(-1, Shown.WRONG));
    }

    @Test
    void withoutProbabilitiesAllAreShown() {
        assertEquals(List.of(0, 1, 2), unmeasured.matching(-1, Shown.WRONG));
        assertFalse(unmeasured.wrong(0));
        assertEquals(0, unmeasured.histogram(4)[1][0]);
    }

    @Test
    void thePagesNamesAreKnown() {
        assertEquals(Shown.ANY, Shown.of("any"));
        assertEquals(Shown.RIGHT, Shown.of("right"));
        assertEquals(Shown.WRONG, Shown.of("wrong"));
    }
}
