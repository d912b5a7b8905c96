package org.layerlab.page.photos;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SteadyAnswerTest {
    private final SteadyAnswer steady = new SteadyAnswer();

    private static String name(double[] values) {
        return values[0] > 0.5 ? "dog" : "cat";
    }

    private double add(double now, double dog) {
        return steady.add(now, new double[] {dog, 1}, SteadyAnswerTest::name)[0];
    }

    @Test
    void theFirstAnswerIsShownAsItIs() {
        assertEquals(0.9, add(5, 0.9), 0);
    }

    @Test
    void anOldAnswerCountsByItsAge() {
        add(0, 0.6);
        assertEquals(0.6 + (1 - Math.exp(-0.2)) * 0.4, add(100, 1), 1e-12);
        assertEquals(0.8, add(60_000, 0.8), 1e-12, "a minute later nothing else counts");
    }

    @Test
    void aVerdictIsReplacedAfterTheMeanHasCalledForAnotherForAWhileAndUntilThenStays() {
        double before = add(0, 0.1);
        for (int ms = 100; ms < 700; ms += 100) {
            before = Math.min(before, add(ms, 0.1));
        }
        boolean wasDog = false;
        double turned = Double.NaN;
        double mean = 0.1;
        for (int ms = 700; ms < 3000; ms += 100) {
            mean += (1 - Math.exp(-0.2)) * (0.9 - mean);
            double shown = add(ms, 0.9);
            if (mean > 0.5 && Double.isNaN(turned)) {
                turned = ms;
            }
            boolean isDog = shown > 0.5;
            assertTrue(isDog || !wasDog, "it went back at " + ms);
            assertEquals(ms >= turned + 400, isDog, ms + " ms, the mean turned at " + turned);
            wasDog = isDog;
        }
        assertTrue(wasDog);
    }

    @Test
    void anAnswerNowAndThenDoesNotFlicker() {
        add(0, 0.2);
        for (int ms = 100; ms < 10_000; ms += 100) {
            assertTrue(add(ms, ms % 500 == 0 ? 0.95 : 0.2) < 0.5, "at " + ms);
        }
    }

    @Test
    void whatIsNotKnownStaysSoAndAnotherLengthBeginsAnew() {
        assertTrue(Double.isNaN(steady.add(0, new double[] {0.2, Double.NaN}, SteadyAnswerTest::name)[1]));
        assertEquals(3, steady.add(100, new double[] {0.2, 3}, SteadyAnswerTest::name)[1], 0);
        assertArrayEquals(
                new double[] {0.7, 0.2, 0.1}, steady.add(200, new double[] {0.7, 0.2, 0.1}, any -> "first"), 0);
        steady.clear();
        assertEquals(0.9, add(300, 0.9), 0);
    }
}
