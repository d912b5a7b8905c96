package org.layerlab.network.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointsTest {
    @ParameterizedTest
    @EnumSource(
            value = Points.class,
            mode = EnumSource.Mode.MATCH_NONE,
            names = {"CUSTOM", "TF_.*"})
    void bothClassesAreThereInHalves(Points set) {
        LabeledSet points = set.generate(201, 0.1, 9);
        double ones = Arrays.stream(points.Y()).sum();
        assertTrue(ones == 100 || ones == 101, set + " has " + ones);
    }

    @ParameterizedTest
    @CsvSource({"CIRCLE, 3", "CIRCLE, 6", "BLOBS, 4", "BLOBS, 5", "SPIRAL, 6"})
    void eachOfSeveralClassesHasItsShare(Points set, int classes) {
        LabeledSet points = set.generate(101, classes, 0.05, 9);
        int[] counts = new int[classes];
        for (int i = 0; i < points.size(); i++) {
            counts[points.label(i)]++;
        }
        for (int count : counts) {
            assertTrue(count == 101 / classes || count == 101 / classes + 1, Arrays.toString(counts));
        }
        assertEquals(1, BayesOptimum.accuracy(set, classes, 0));
        double much = BayesOptimum.accuracy(set, classes, 2);
        assertTrue(much > 1.0 / classes && much < 0.7, set + " " + much);
    }

    @Test
    void theBayesOptimumOfSeveralBlobsIsThatOfTheNearestCenter() {
        LabeledSet centers = Points.BLOBS.generate(5, 5, 0, 1);
        LabeledSet points = Points.BLOBS.generate(200_000, 5, 0.7, 2);
        int right = 0;
        for (int i = 0; i < points.size(); i++) {
            int nearest = 0;
            for (int c = 1; c < 5; c++) {
                nearest = distance(points, i, centers, c) < distance(points, i, centers, nearest) ? c : nearest;
            }
            right += centers.label(nearest) == points.label(i) ? 1 : 0;
        }
        assertEquals(right / 200_000.0, BayesOptimum.accuracy(Points.BLOBS, 5, 0.7), 0.003);
    }

    private static double distance(LabeledSet a, int i, LabeledSet b, int j) {
        return Math.hypot(a.X()[i] - b.X()[j], a.X()[a.size() + i] - b.X()[b.size() + j]);
    }

    @Test
    void classesThatASetHasNotAreRefused() {
        for (int classes : new int[] {0, 1, 7}) {
            assertThrows(IllegalArgumentException.class, () -> Points.SPIRAL.generate(50, classes, 0.1, 1));
        }
        String said = assertThrows(IllegalArgumentException.class, () -> Points.MOONS.generate(50, 3, 0.1, 1))
                .getMessage();
        assertEquals("3 classes: moons has 2", said);
        assertThrows(IllegalArgumentException.class, () -> Points.BLOBS.generate(3, 4, 0.1, 1), "too few points");
    }

    /** Where no noise moves a point's place, its number follows from its coordinates. */
    @Test
    void numbersOfARegressionFollowFromTheCoordinates() {
        LabeledSet plane = Points.TF_PLANE.generate(400, 0, 5);
        LabeledSet bells = Points.TF_BELLS.generate(400, 0, 5);
        int m = plane.size();
        for (int i = 0; i < m; i++) {
            assertEquals((plane.X()[i] + plane.X()[m + i]) / 10, plane.Y()[i], 1e-15);
            double far = Math.hypot(bells.X()[i] - 4, bells.X()[m + i] - 2.5);
            if (far < 1) {
                assertEquals(1 - far / 2, bells.Y()[i], 1e-12);
            }
            assertTrue(Math.abs(bells.Y()[i]) <= 1);
        }
        assertTrue(Double.isNaN(BayesOptimum.accuracy(Points.TF_BELLS, 1, 0.1)));
    }

    @Test
    void theBayesOptimumOfCirclesIsWhatTwoMillionSamplesSay() {
        assertEquals(0.7465, BayesOptimum.accuracy(Points.CIRCLE, 2, 0.15), 0.0006);
    }

    @Test
    void theBayesOptimumOfBlobsIsTheNormalDistributions() {
        // Two normals 2√2 apart: Φ(√2/σ); σ = 1 gives 0.92135.
        assertEquals(0.92135, BayesOptimum.accuracy(Points.BLOBS, 2, 1), 0.0005);
    }

    @ParameterizedTest
    @EnumSource(
            value = Points.class,
            mode = EnumSource.Mode.MATCH_NONE,
            names = {"CUSTOM", "TF_.*"})
    void theBayesOptimumFallsWithTheNoise(Points set) {
        double little = BayesOptimum.accuracy(set, 2, 0.02);
        double much = BayesOptimum.accuracy(set, 2, 0.4);
        assertTrue(little > 0.9 && little <= 1, set + " " + little);
        assertTrue(much < little && much >= 0.5, set + " " + much);
        assertEquals(1, BayesOptimum.accuracy(set, 2, 0));
    }

    @ParameterizedTest
    @EnumSource(value = Points.class, mode = EnumSource.Mode.MATCH_ANY, names = "TF_.*")
    void tensorFlowsTrainingAndTestPointsAreOneDraw(Points set) {
        LabeledSet all = set.generate(500, 0.2, 4);
        LabeledSet train = set.train(350, 150, 2, 0.2, 4);
        LabeledSet test = set.test(350, 150, 2, 0.2, 4);
        assertEquals(all.X()[349], train.X()[349]);
        assertEquals(all.X()[350], test.X()[0]);
        assertEquals(all.X()[999], test.X()[299]);
        assertEquals(all.Y()[499], test.Y()[149]);
        assertEquals(2, set.train(2, 3, 2, 0, 4).size(), "an odd number");
        assertEquals(3, set.test(2, 3, 2, 0, 4).size(), "an odd number");
    }

    @ParameterizedTest
    @CsvSource({
        "0.53921, 53921",
        "0.00001, 1",
        "0.23, 2000000123",
        "0.1, 2000000011",
        "42, 1000000042",
        "0, 1000000000",
        "0.12345678, 2112345678"
    })
    void aSeedOfTensorFlowPlaygroundHasANumber(String text, long number) {
        assertEquals(number, TensorFlowSeed.number(text));
        assertEquals(text, TensorFlowSeed.text(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0.", "0.123456789", "1.00000", "042", "1234567890", "-1", "1e3"})
    void otherSeedsHaveNone(String text) {
        assertEquals(-1, TensorFlowSeed.number(text));
    }

    @ParameterizedTest
    @CsvSource({"TF_CIRCLE, 0.5", "TF_CIRCLE, 0.2", "TF_XOR, 0.5", "TF_GAUSS, 0.5", "TF_GAUSS, 0", "TF_SPIRAL, 0.5"})
    void theBayesOptimumOfTensorFlowsPointsIsWhatManyOfThemSay(Points set, double noise) {
        int m = 600_000;
        LabeledSet many = set.generate(m, noise, 7);
        int cells = 60;
        int[] balance = new int[cells * cells];
        int[] total = new int[cells * cells];
        for (int i = 0; i < m; i++) {
            int column = (int) Math.max(0, Math.min(cells - 1, (many.X()[i] + 7) / 14 * cells));
            int row = (int) Math.max(0, Math.min(cells - 1, (many.X()[m + i] + 7) / 14 * cells));
            balance[row * cells + column] += many.label(i) == 1 ? 1 : -1;
            total[row * cells + column]++;
        }
        double best = 0;
        for (int i = 0; i < total.length; i++) {
            best += (total[i] + Math.abs(balance[i])) / 2.0;
        }
        assertEquals(best / m, BayesOptimum.accuracy(set, 2, noise), 0.01);
    }

    @Test
    void customPointsAreAPersonsNotAGenerators() {
        assertThrows(IllegalArgumentException.class, () -> Points.CUSTOM.generate(10, 0.1, 1));
        assertTrue(Double.isNaN(BayesOptimum.accuracy(Points.CUSTOM, 2, 0.1)));
    }

    @Test
    void absurdSettingsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Points.CIRCLE.generate(1, 0.1, 1));
        assertThrows(IllegalArgumentException.class, () -> Points.CIRCLE.generate(10, Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> Points.of("heart"));
    }
}
