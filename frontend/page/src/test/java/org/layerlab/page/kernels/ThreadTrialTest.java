package org.layerlab.page.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadTrialTest {
    @ParameterizedTest
    @CsvSource({
        // most, cores, best
        "4, 2, 2",
        "8, 2, 2",
        "8, 8, 8",
        "6, 8, 6",
        "6, 6, 6",
        "3, 2, 2",
        "2, 1, 1",
        "1, 1, 1",
        "8, 1, 1"
    })
    void asManyThreadsAsCores(int most, int cores, int best) {
        assertEquals(best, ThreadTrial.best(most, threads -> 2.0 * Math.max(1, (double) threads / cores)));
    }

    @Test
    void smallGainIsNotWorthAThread() {
        assertEquals(1, ThreadTrial.best(2, threads -> threads == 1 ? 2 : 3.6));
        assertEquals(2, ThreadTrial.best(2, threads -> threads == 1 ? 2 : 3.4));
    }

    @Test
    void slowTryDoesNotDecide() {
        List<Integer> tried = new ArrayList<>();
        int best = ThreadTrial.best(4, threads -> {
            tried.add(threads);
            // Nothing is compiled at first; later something else takes the processor for a while.
            return tried.size() <= 2 || tried.size() == 9 ? 40 : 2;
        });
        assertEquals(4, best);
        assertEquals(List.of(1, 2, 4, 1, 2, 4, 1, 2, 4), tried);
    }
}
