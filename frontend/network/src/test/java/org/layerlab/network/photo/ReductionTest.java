package org.layerlab.network.photo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.layer.Parameters;

class ReductionTest {
    private static Parameters random(int units, int side) {
        SplittableRandom random = new SplittableRandom(side);
        double[] W = random.doubles(3L * units * side * side, -1, 1).toArray();
        W[5] = -0.0;
        return new Parameters(List.of(
                new Parameters.Dense(units, side * side * 3, W, new double[units]),
                new Parameters.Dense(1, units, new double[units], new double[1])));
    }

    private static double[] first(Parameters parameters) {
        return parameters.layers().get(0).W();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void powersOfTwoComeBackDigitForDigit(int by) {
        Parameters reduced = random(3, 8);
        Parameters spread = Reduction.spread(reduced, 8 * by, by);
        assertArrayEquals(first(reduced), first(Reduction.gather(spread, 8 * by, by)));
    }

    /** A photo whose pixels are equal within each square is answered like the reduced one. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 6})
    void weightsOfWholePhotosAreAddedUp(int by) {
        int small = 4;
        int side = small * by;
        Parameters whole = random(2, side);
        double[] W = first(Reduction.gather(whole, side, by));
        assertEquals(2 * small * small * 3, W.length);
        double[] sums = new double[W.length];
        for (int i = 0; i < first(whole).length; i++) {
            int c = i % 3;
            int x = i / 3 % side / by;
            int y = i / 3 / side % side / by;
            int unit = i / (side * side * 3);
            sums[((unit * small + y) * small + x) * 3 + c] += first(whole)[i];
        }
        assertArrayEquals(sums, W, 1e-12);
    }

    @Test
    void moreWeightsThanAnArrayHoldsAreRefused() {
        Parameters reduced = random(50_000, 1);
        String message = assertThrows(IllegalArgumentException.class, () -> Reduction.spread(reduced, 128, 128))
                .getMessage();
        assertEquals(
                "W1 for a photo of 128×128 would have 50000×49152 weights, but an array holds at most 2147483647",
                message);
    }

    @Test
    void onlyPowersOfTwoAreExact() {
        List<Integer> exact = List.of(1, 2, 4, 8);
        for (int by = 1; by <= 8; by++) {
            assertEquals(exact.contains(by), Reduction.isExact(by));
        }
    }
}
