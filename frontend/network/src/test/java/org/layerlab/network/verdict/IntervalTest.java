package org.layerlab.network.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
    /** Newcombe, "Two-sided confidence intervals for the single proportion" (1998), table I, method 3. */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0.0000, 0.1611", "1, 29, 0.0061, 0.1718"})
    void isWhatTheLiteratureHas(int right, int size, double low, double high) {
        Interval interval = Interval.of((double) right / size, size);
        assertEquals(low, interval.low(), 5e-5);
        assertEquals(high, interval.high(), 5e-5);
    }

    /** The true accuracy lies in it as often as it says, whatever that accuracy and the sample's size. */
    @Test
    void holdsTheTruthNineteenTimesInTwenty() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int held = 0;
        int samples = 20_000;
        for (int i = 0; i < samples; i++) {
            double truth = random.nextDouble();
            int size = 20 + random.nextInt(300);
            int right = 0;
            for (int j = 0; j < size; j++) {
                right += random.nextDouble() < truth ? 1 : 0;
            }
            Interval interval = Interval.of((double) right / size, size);
            held += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }
        // Six standard deviations are 0.9 %.
        assertEquals(0.95, (double) held / samples, 0.01, "seed " + seed);
    }

    @Test
    void staysBetweenZeroAndOne() {
        assertEquals(0, Interval.of(0, 1).low());
        assertEquals(1, Interval.of(1, 1).high());
        assertTrue(Interval.of(1, 1).low() > 0);
    }

    @Test
    void refusesWhatIsNoAccuracy() {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> Interval.of(1.5, 10));
        assertEquals(
                "an accuracy of 1.5 on 10 examples has no interval: it must be 0 to 1, on at least 1 example",
                refusal.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Interval.of(Double.NaN, 10));
        assertThrows(IllegalArgumentException.class, () -> Interval.of(0.5, 0));
    }
}
