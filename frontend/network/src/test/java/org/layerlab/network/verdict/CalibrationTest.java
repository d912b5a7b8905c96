package org.layerlab.network.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.ReferenceKernels;

class CalibrationTest {
    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    private static Answers of(double[] probabilities) {
        double[] unknown = new double[probabilities.length];
        Arrays.fill(unknown, Double.NaN);
        return new Answers(probabilities, unknown);
    }

    /** Labels drawn with probability σ(z), and probabilities σ(temperature · z), as an overconfident network says. */
    private static double[] said(int m, double temperature, int[] labels) {
        NumpyRandom random = new NumpyRandom(5);
        double[] said = new double[m];
        for (int i = 0; i < m; i++) {
            double z = 1.5 * random.normal();
            labels[i] = random.uniform() < sigmoid(z) ? 1 : 0;
            said[i] = sigmoid(temperature * z);
        }
        return said;
    }

    @Test
    void findsHowMuchTooSureANetworkIs() {
        int[] labels = new int[100_000];
        double[] said = said(labels.length, 3, labels);
        Calibration calibration = Calibration.fit(of(said), labels);
        assertEquals(3, calibration.temperature(), 0.1);
        assertEquals(sigmoid(0.4), calibration.calibrated(sigmoid(1.2)), 0.01);
        assertEquals(0.5, calibration.calibrated(0.5), 1e-12);

        double[] calibrated = new double[said.length];
        for (int i = 0; i < said.length; i++) {
            calibrated[i] = calibration.calibrated(said[i]);
        }
        double before = Reliability.of(said, labels).expectedCalibrationError();
        double after = Reliability.of(calibrated, labels).expectedCalibrationError();
        assertTrue(before > 0.1, "before: " + before);
        assertTrue(after < 0.015, "after: " + after);
    }

    @Test
    void callsThoseVerdictsUnsureThatAreHardlyBetterThanACoin() {
        int[] labels = new int[100_000];
        double[] said = said(labels.length, 1, labels);
        Calibration calibration = Calibration.fit(of(said), labels);
        int unsure = 0;
        int rightOfUnsure = 0;
        for (int i = 0; i < said.length; i++) {
            if (calibration.unsure(said[i], Double.NaN)) {
                unsure++;
                rightOfUnsure += said[i] > 0.5 == (labels[i] == 1) ? 1 : 0;
            }
        }
        assertEquals(calibration.unsure(), (double) unsure / said.length, 1e-12);
        assertEquals(Calibration.COIN, (double) rightOfUnsure / unsure, 0.01);
        assertEquals(0.6, calibration.unsureBelow(), 0.03);
        assertTrue(calibration.accuracyWhenSure() > 0.75);
    }

    @Test
    void whereEveryVerdictIsRightOnlyThoseNearHalfAreUnsure() {
        double[] four = {0.4, 0.9, 0, 1};
        double[] said = new double[400];
        int[] labels = new int[said.length];
        for (int i = 0; i < said.length; i++) {
            said[i] = four[i % 4];
            labels[i] = i % 2;
        }
        Calibration calibration = Calibration.fit(of(said), labels);
        assertEquals(0.6, calibration.unsureBelow(), 1e-9);
        assertFalse(calibration.unsure(0.4, Double.NaN));
        assertTrue(calibration.unsure(0.5, Double.NaN));
        assertEquals(0, calibration.unsure());
        assertEquals(1, calibration.accuracyWhenSure());
        assertTrue(Double.isFinite(calibration.calibrated(1)));
    }

    @Test
    void tenVerdictsThatAreAllRightDoNotMakeThoseNearHalfCertain() {
        double[] said = {0.1, 0.2, 0.3, 0.05, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95};
        int[] labels = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1};
        Calibration calibration = Calibration.fit(of(said), labels);
        assertTrue(calibration.temperature() > 0.3, calibration::toString);
        assertTrue(calibration.calibrated(0.51) < 0.55, calibration::toString);
        assertTrue(calibration.calibrated(0.99) < 0.9999, calibration::toString);
    }

    @Test
    void aClassOfWhichEveryVerdictIsRightCountsByItsExamples() {
        // All at ±2: the mean probability of the right class becomes (n + 1)/(n + 2).
        for (int n : new int[] {1, 5, 50}) {
            double[] said = new double[2 * n];
            int[] labels = new int[2 * n];
            for (int i = 0; i < 2 * n; i++) {
                labels[i] = i % 2;
                said[i] = sigmoid(i % 2 == 1 ? 2 : -2);
            }
            assertEquals(
                    (n + 1.0) / (n + 2.0), Calibration.fit(of(said), labels).calibrated(sigmoid(2)), 1e-9);
        }
    }

    @Test
    void aFewLuckyVerdictsNearHalfDoNotHideWhatSuchAreWorth() {
        int[] labels = new int[1000];
        double[] said = new double[1000];
        for (int i = 0; i < said.length; i++) {
            labels[i] = i % 2;
            // All are right; ten have little for them.
            boolean near = i < 10;
            said[i] = i % 2 == 1 ? (near ? 0.51 : 0.9) : near ? 0.49 : 0.1;
        }
        // Nine wrong ones of a hundred make 0.9 the truth: the temperature is near 1.
        for (int i = 100; i < 190; i++) {
            labels[i] = 1 - labels[i];
        }
        Calibration calibration = Calibration.fit(of(said), labels);
        assertEquals(1, calibration.temperature(), 0.1);
        assertTrue(calibration.unsure(0.51, Double.NaN));
        assertFalse(calibration.unsure(0.7, Double.NaN));
        assertEquals(0.01, calibration.unsure(), 1e-12);
    }

    @Test
    void whereLessIsFoundThanInNearlyAllExamplesItIsPerhapsNeither() {
        int m = 200;
        double[] found = new double[m];
        int[] labels = new int[m];
        double[] said = new double[m];
        for (int i = 0; i < m; i++) {
            found[i] = 1 + i;
            labels[i] = i % 2;
            said[i] = i % 2;
        }
        Calibration calibration = Calibration.fit(new Answers(said, found), labels);
        assertEquals(5, calibration.leastFound());
        assertEquals(0.02, calibration.unsure(), 1e-12);
        assertTrue(calibration.unsure(1, 4.9));
        assertTrue(calibration.neither(4.9));
        assertFalse(calibration.unsure(1, 5));
        assertFalse(calibration.unsure(1, Double.NaN));
        assertEquals(0, Calibration.fit(of(said), labels).leastFound(), "where nothing tells how much was found");
    }

    @Test
    void refusesWhatIsNoCalibration() {
        assertThrows(IllegalArgumentException.class, () -> Calibration.fit(of(new double[0]), new int[0]));
        assertThrows(IllegalArgumentException.class, () -> Calibration.fit(of(new double[2]), new int[1]));
        assertThrows(
                IllegalArgumentException.class, () -> Calibration.fit(of(new double[] {0.9, Double.NaN}), new int[2]));
        assertThrows(IllegalArgumentException.class, () -> new Calibration(0, 0.6, 1, 0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Calibration(Double.NaN, 0.6, 1, 0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Calibration(1, 0.4, 1, 0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Calibration(1, 0.6, 1, 0, 1, Double.NaN));
    }

    @Test
    void reliabilityCountsByConfidence() {
        Reliability reliability = Reliability.of(new double[] {0.95, 0.05, 0.99, 0.5}, new int[] {1, 0, 0, 0});
        assertEquals(3, reliability.bins().get(14).count());
        assertEquals(2 / 3.0, reliability.bins().get(14).accuracy(), 1e-12);
        assertEquals(1, reliability.bins().get(7).count());
        // 3/4 · |2/3 − 0.9633| + 1/4 · |1 − 0.5|
        assertEquals(0.75 * (2.89 / 3 - 2 / 3.0) + 0.125, reliability.expectedCalibrationError(), 1e-12);
    }

    @Test
    void whoLearnedFromPicturesOfNeitherIsUnsureOfTheLeastCertainFew() {
        int[] labels = new int[10_000];
        double[] said = said(labels.length, 1, labels);
        double[] found = new double[said.length];
        Arrays.setAll(found, i -> i);
        Answers answers = new Answers(said, found);
        Calibration alone = Calibration.fit(answers, labels);
        assertTrue(alone.leastFound() > 0);
        assertFalse(alone.knowsNeither());
        Calibration knows = Calibration.fit(answers, labels, true, null);
        assertTrue(knows.knowsNeither());
        assertEquals(0, knows.leastFound());
        assertEquals(Calibration.LESS_CERTAIN, knows.unsure(), 1e-3);

        // Of one that is nearly always certain, just those few.
        double[] certain = new double[said.length];
        // One in 37 is wrong, however certain.
        Arrays.setAll(certain, i -> {
            double sure = 0.9 + 0.09 * (i % 100) / 100;
            return labels[i] == 1 ^ i % 37 == 0 ? sure : 1 - sure;
        });
        Calibration good = Calibration.fit(of(certain), labels, true, null);
        assertEquals(Calibration.LESS_CERTAIN, good.unsure(), 0.011);
        assertEquals(0, Calibration.fit(of(certain), labels).unsure());
    }

    @Test
    void ofOneThatKnowsWhatIsFamiliarTheLeastFamiliarFewAreUnsureAndNoOthers() {
        int m = 1000;
        Random random = new Random();
        int[] labels = new int[m];
        double[] said = new double[m];
        double[] found = new double[m];
        for (int i = 0; i < m; i++) {
            labels[i] = i % 2;
            // Hundreds are hardly better than a coin's.
            said[i] = random.nextInt(3) == 0 ? 0.45 + 0.1 * random.nextDouble() : random.nextDouble();
            found[i] = (1 + i) / 2000.0;
        }
        Familiarity familiarity = new Familiarity(new double[2], 0);
        Calibration calibration = Calibration.fit(new Answers(said, found), labels, true, familiarity);
        assertEquals(familiarity, calibration.familiarity());
        assertEquals(0.5, calibration.unsureBelow());
        assertEquals(Calibration.LESS_CERTAIN, calibration.unsure(), 1e-12);
        assertEquals(26 / 2000.0, calibration.leastFound());
        assertTrue(calibration.neither(25 / 2000.0));
        assertFalse(calibration.unsure(0.51, 26 / 2000.0));

        int few = Calibration.ENOUGH - 1;
        Calibration ofFew = Calibration.fit(
                new Answers(Arrays.copyOf(said, few), Arrays.copyOf(found, few)),
                Arrays.copyOf(labels, few),
                true,
                familiarity);
        assertEquals(0, ofFew.leastFound(), "nobody knows what so few are like");
        assertTrue(ofFew.unsureBelow() > 0.5);
    }

    @Test
    void foldedIntoTheLastLayerTheProbabilitiesAreTheCalibratedOnes() {
        Architecture architecture = Architecture.relu(2, 3, 1);
        Parameters parameters = Initialization.HE.parameters(architecture, 9);
        Calibration calibration = new Calibration(0.6, 0.7, 100, 0.02, 0.97, 0, true, null);
        double[] X = {0.3, -1.2, 2, 0.5, 0.1, -0.7};
        double[] before =
                new Predictor(new Network(new ReferenceKernels(), architecture, parameters)).probabilities(X, 3);
        double[] folded = new Predictor(new Network(new ReferenceKernels(), architecture, calibration.fold(parameters)))
                .probabilities(X, 3);
        for (int i = 0; i < before.length; i++) {
            assertEquals(calibration.calibrated(before[i]), folded[i], 1e-9);
        }
    }
}
