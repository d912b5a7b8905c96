package org.layerlab.page.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.layerlab.page.message.Figure;

class LimitSharesTest {
    private final LimitShares shares = new LimitShares();

    private Figure figure(String id, double gigaflops, int threads) {
        Figure figure = new Figure(id, id, gigaflops, "GFLOP/s", gigaflops, threads);
        shares.add(figure);
        return figure;
    }

    @Test
    void aQuietMachineGivesShares() {
        figure("limit-1", 50, 1);
        figure("limit-2", 99, 2);
        Figure one = figure("gemm-forward", 45, 1);
        Figure two = figure("train-photos-2", 88, 2);
        figure("limit-again-1", 49, 1);
        figure("limit-again-2", 100, 2);
        assertEquals(0.9, shares.of(one), 1e-12);
        assertEquals(0.88, shares.of(two), 1e-12);
        assertFalse(shares.busy());
    }

    @Test
    void aLimitThatChangedMakesTheMachineBusy() {
        figure("limit-1", 50, 1);
        figure("gemm-forward", 45, 1);
        figure("limit-again-1", 30, 1);
        assertTrue(shares.busy());
    }

    @Test
    void aTaskFasterThanTheLimitHasNoShare() {
        figure("limit-1", 30, 1);
        Figure task = figure("gemm-forward", 46, 1);
        figure("limit-again-1", 30, 1);
        assertEquals(Double.NaN, shares.of(task));
        assertTrue(shares.busy());
    }

    /** A plain product is only what stands for a GPU's limit. */
    @Test
    void aTaskFasterThanAProductOnTheGpuSaysNothingOfTheMachine() {
        Figure product = figure("limit-gpu", 900, Figure.ON_GPU);
        Figure slower = figure("train-photos-gpu", 450, Figure.ON_GPU);
        Figure faster = figure("train-conv-gpu", 1800, Figure.ON_GPU);
        assertEquals(1, shares.of(product));
        assertEquals(0.5, shares.of(slower));
        assertEquals(Double.NaN, shares.of(faster));
        assertFalse(shares.busy());
    }

    @Test
    void aFigureWithoutArithmeticHasNoShare() {
        figure("limit-1", 30, 1);
        assertEquals(Double.NaN, shares.of(figure("one-photo-1", 0, 1)));
        assertEquals(Double.NaN, shares.of(figure("train-photos-4", 80, 4)));
        assertFalse(shares.busy());
    }

    /** Whatever is measured, nothing is shown above the limit. */
    @Test
    void noShareExceedsOne() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            LimitShares any = new LimitShares();
            any.add(new Figure("limit-1", "", 10 * random.nextDouble(), "", 0, 1));
            Figure task = new Figure("task", "", 0, "", 12 * random.nextDouble(), 1);
            any.add(task);
            any.add(new Figure("limit-again-1", "", 10 * random.nextDouble(), "", 0, 1));
            assertFalse(any.of(task) > 1, "seed " + seed);
            assertTrue(any.busy() || any.of(task) <= 1, "seed " + seed);
        }
    }
}
