package org.layerlab.network.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PointsTest {
    @ParameterizedTest
    @EnumSource(value = Points.class, mode = EnumSource.Mode.EXCLUDE, names = "CUSTOM")
    void bothClassesAreThereInHalves(Points set) {
        LabeledSet points = set.generate(201, 0.1, 9);
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
    @EnumSource(value = Points.class, mode = EnumSource.Mode.EXCLUDE, names = "CUSTOM")
    void theBayesOptimumFallsWithTheNoise(Points set) {
        double little = BayesOptimum.accuracy(set, 0.02);
        double much = BayesOptimum.accuracy(set, 0.4);
        assertTrue(little > 0.9 && little <= 1, set + " " + little);
        assertTrue(much < little && much >= 0.5, set + " " + much);
        assertEquals(1, BayesOptimum.accuracy(set, 0));
    }

    @Test
    void customPointsAreAPersonsNotAGenerators() {
        assertThrows(IllegalArgumentException.class, () -> Points.CUSTOM.generate(10, 0.1, 1));
        assertTrue(Double.isNaN(BayesOptimum.accuracy(Points.CUSTOM, 0.1)));
    }

    @Test
    void absurdSettingsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Points.CIRCLE.generate(1, 0.1, 1));
        assertThrows(IllegalArgumentException.class, () -> Points.CIRCLE.generate(10, Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> Points.of("heart"));
    }
}
