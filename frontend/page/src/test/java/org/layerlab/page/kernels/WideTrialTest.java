package org.layerlab.page.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WideTrialTest {
    /** Of the first tries, which are slow: five with one tile and four with two. */
    private static final int SLOW = 9;

    @ParameterizedTest
    @CsvSource({
        // milliseconds by one, by two, best
        "1, 2.1, 1", // sums leave the registers
        "1, 1, 1",
        "1, 0.95, 1",
        "1, 0.75, 2", // registers of 256 bits
        "1, 0.9, 2"
    })
    void twoTilesHaveToBeFaster(double one, double two, int best) {
        assertEquals(best, tried(tiles -> tiles == 1 ? one : two));
    }

    @ParameterizedTest
    @CsvSource({"2.1, 1", "0.7, 2"})
    void triesBeforeTheCodeIsOptimizedDoNotDecide(double two, int best) {
        int[] calls = {0};
        // The change comes in the middle of a try.
        assertEquals(best, tried(tiles -> calls[0]++ < SLOW ? 5.0 : tiles == 1 ? 1 : two));
        assertTrue(calls[0] > 2 * SLOW, calls[0] + " calls");
    }

    @Test
    void nothingIsChosenBeforeTheEnd() {
        WideTrial trial = new WideTrial();
        trial.attempt(tiles -> tiles == 1 ? 2 : 1);
        assertEquals(1, trial.best());
    }

    @Test
    void clockThatStandsStillChangesNothing() {
        assertEquals(1, tried(tiles -> 0));
    }

    private static int tried(IntToDoubleFunction milliseconds) {
        WideTrial trial = new WideTrial();
        for (int tries = 0; !trial.over(); tries++) {
            assertTrue(tries < 100);
            trial.attempt(milliseconds);
        }
        return trial.best();
    }
}
