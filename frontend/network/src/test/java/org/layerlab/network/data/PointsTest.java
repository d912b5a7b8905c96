package org.layerlab.network.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.Golden;

class PointsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 12345})
    void givesScikitLearnsPoints(long seed) throws Exception {
        Golden golden = Golden.read("random");
        for (String noise : new String[] {"0.05", "0.15"}) {
            assertSame(
                    golden,
                    "circles",
                    "_seed" + seed + "_noise" + noise,
                    count -> Points.CIRCLE.generate(count, Double.parseDouble(noise), seed));
        }
        assertSame(golden, "moons", "_seed" + seed, count -> Points.MOONS.generate(count, 0.2, seed));
        assertSame(golden, "blobs", "_seed" + seed, count -> Points.BLOBS.generate(count, 0.5, seed));
    }

    private interface Generator {
        LabelledSet generate(int count);
    }

    private static void assertSame(Golden golden, String set, String suffix, Generator generator) {
        double[] y = golden.array(set + "_y" + suffix);
        LabelledSet points = generator.generate(y.length);
        double[] asSklearn = new double[2 * y.length];
        for (int i = 0; i < y.length; i++) {
            asSklearn[2 * i] = points.X()[i];
            asSklearn[2 * i + 1] = points.X()[y.length + i];
        }
        golden.assertClose(set + "_X" + suffix, asSklearn, 1e-12);
        golden.assertClose(set + "_y" + suffix, points.Y(), 0);
    }

    @ParameterizedTest
    @EnumSource(Points.class)
    void bothClassesAreThereInHalves(Points set) {
        LabelledSet points = set.generate(201, 0.1, 9);
        double ones = Arrays.stream(points.Y()).sum();
        assertTrue(ones == 100 || ones == 101, set + " has " + ones);
    }

    @Test
    void theBayesOptimumOfCirclesIsWhatTwoMillionSamplesSay() {
        assertEquals(0.7465, BayesOptimum.accuracy(Points.CIRCLE, 0.15), 0.0006);
    }

    @Test
    void theBayesOptimumOfBlobsIsTheNormalDistributions() {
        // Two normals 2√2 apart: Φ(√2/σ); σ = 1 gives 0.92135.
        assertEquals(0.92135, BayesOptimum.accuracy(Points.BLOBS, 1), 0.0005);
    }

    @ParameterizedTest
    @EnumSource(Points.class)
    void theBayesOptimumFallsWithTheNoise(Points set) {
        double little = BayesOptimum.accuracy(set, 0.02);
        double much = BayesOptimum.accuracy(set, 0.4);
        assertTrue(little > 0.9 && little <= 1, set + " " + little);
        assertTrue(much < little && much >= 0.5, set + " " + much);
        assertEquals(1, BayesOptimum.accuracy(set, 0));
    }

    @Test
    void absurdSettingsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Points.CIRCLE.generate(1, 0.1, 1));
        assertThrows(IllegalArgumentException.class, () -> Points.CIRCLE.generate(10, Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> Points.of("heart"));
    }
}
