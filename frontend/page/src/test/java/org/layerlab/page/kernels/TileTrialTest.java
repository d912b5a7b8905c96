package org.layerlab.page.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TileTrialTest {
    @ParameterizedTest
    @CsvSource({
        // milliseconds by one, by two, best
        "1, 4.3, 1", // 16 registers of 128 bits: sums leave them
        "1, 2, 1", // as fast
        "1, 1.9, 1",
        "1, 1.4, 2", // registers of 256 bits
        "1, 1.5, 2" // 32 registers
    })
    void twoTilesHaveToDoMore(double one, double two, int best) {
        assertEquals(best, tried(tiles -> tiles == 1 ? one : two));
    }

    @Test
    void triesBeforeTheCodeIsOptimizedDoNotDecide() {
        int[] calls = {0};
        // One by one and slow at first; the change comes between the two halves of a try.
        assertEquals(1, tried(tiles -> tiles * (calls[0]++ < 7 ? 5.0 : tiles == 1 ? 1 : 2.1)));
        calls[0] = 0;
        assertEquals(2, tried(tiles -> calls[0]++ < 7 ? 5.0 * tiles : tiles == 1 ? 1 : 1.4));
    }

    @Test
    void clockThatStandsStillChangesNothing() {
        assertEquals(1, tried(tiles -> 0));
    }

    private static int tried(IntToDoubleFunction milliseconds) {
        TileTrial trial = new TileTrial();
        int tries = 0;
        while (!trial.over()) {
            trial.attempt(milliseconds);
            assertTrue(++tries < 100);
        }
        assertFalse(tries < 2);
        return trial.best();
    }
}
