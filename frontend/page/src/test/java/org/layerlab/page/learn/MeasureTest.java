package org.layerlab.page.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasureTest {
    private static final Report RUN = new Report(20, 0.137, 0.86, 0.87, false, false, 0);
    private static final Report REACHED = new Report(20, 0.137, 0.86, 0.87, false, true, 0);

    @ParameterizedTest
    @CsvSource({
        "testAccuracy 60 80, 3",
        "testAccuracy 60 87, 3",
        "testAccuracy 60 90, 2",
        "trainAccuracy 86.5, 1",
        "cost 0.68 0.7, 1",
        "iteration 20, 2",
        "goal, 2"
    })
    void theRunDecidesWhichChoiceCameTrue(String measured, int choice) {
        assertEquals(choice, Measure.of(measured).choice(RUN, 9));
    }

    @Test
    void anAccuracyThatIsTheBoundReachesIt() {
        for (int percent = 0; percent <= 100; percent++) {
            Report run = new Report(20, 0.1, percent / 100.0, percent / 100.0, false, false, 0);
            assertEquals(2, Measure.of("testAccuracy " + percent).choice(run, 9), percent + " %");
        }
    }

    @Test
    void reachedGoalsAreTheFirstChoice() {
        assertEquals(1, Measure.of("goal").choice(REACHED, 9));
    }

    @Test
    void whereTheRunDecidesNothingTheLessonDoes() {
        assertEquals(9, Measure.of("").choice(RUN, 9));
        Report untested = new Report(20, 0.1, 1, Double.NaN, false, false, 0);
        assertEquals(9, Measure.of("testAccuracy 50").choice(untested, 9));
    }

    @Test
    void aRunEndsWithItsIterationsOrItsGoalAndPhotosWithTheirNumber() {
        assertTrue(RUN.hasEnded(20, 1));
        assertFalse(RUN.hasEnded(21, 1));
        assertTrue(REACHED.hasEnded(21, 1));
        assertFalse(new Report(20, 1, 1, 1, true, false, 0).hasEnded(20, 1));
        assertFalse(Report.NOTHING.judged().hasEnded(0, 2));
        assertTrue(Report.NOTHING.judged().judged().hasEnded(0, 2));
    }
}
