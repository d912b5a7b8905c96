package org.layerlab.page.photos.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemperatureTest {
    static LongStream seeds() {
        return new Random().longs(6);
    }

    /** Labels are drawn from the probabilities of logits that a network then tells four times as sure. */
    @ParameterizedTest
    @MethodSource("seeds")
    void findsHowMuchTooSureANetworkIs(long seed) {
        Random random = new Random(seed);
        int classes = 2 + random.nextInt(4);
        int photos = 4000;
        double[] logits = new double[photos * classes];
        byte[] labels = new byte[photos];
        for (int j = 0; j < photos; j++) {
            double[] shares = new double[classes];
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                double z = 2 * random.nextGaussian();
                logits[j * classes + k] = 4 * z;
                shares[k] = Math.exp(z);
                sum += shares[k];
            }
            double drawn = sum * random.nextDouble();
            while (drawn > shares[labels[j]] && labels[j] < classes - 1) {
                drawn -= shares[labels[j]++];
            }
        }
        assertEquals(0.25, Temperature.factor(logits, labels, classes), 0.03, "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 12, 100, 2000})
    void fewPhotosProveLittleEvenIfAllAreToldRight(int each) {
        double[] logits = new double[4 * each];
        byte[] labels = new byte[2 * each];
        for (int j = 0; j < labels.length; j++) {
            labels[j] = (byte) (j % 2);
            logits[2 * j + labels[j]] = 30;
        }
        double factor = Temperature.factor(logits, labels, 2);
        double probability = 1 / (1 + Math.exp(-30 * factor));
        assertEquals((each + 1.0) / (each + 2.0), probability, 1e-6);
    }

    /** Against the formula, term by term, at factors around the best. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theCostIsTheLeastThatAFactorGives(long seed) {
        Random random = new Random(seed);
        double[] logits = random.doubles(60, -3, 3).toArray();
        byte[] labels = new byte[30];
        int[] photos = new int[2];
        for (int j = 0; j < labels.length; j++) {
            labels[j] = (byte) (random.nextInt(4) == 0 || logits[2 * j] > logits[2 * j + 1] ? 0 : 1);
            photos[labels[j]]++;
        }
        double cost = Temperature.cost(logits, labels, 2);
        double factor = Temperature.factor(logits, labels, 2);
        assertEquals(cost, cost(logits, labels, photos, factor), 1e-10);
        for (double other : new double[] {0.5, 0.9, 1.1, 2}) {
            assertTrue(cost(logits, labels, photos, factor * other) >= cost, "seed " + seed);
        }
    }

    private static double cost(double[] logits, byte[] labels, int[] photos, double factor) {
        double cost = 0;
        for (int j = 0; j < labels.length; j++) {
            double sure = (photos[labels[j]] + 1.0) / (photos[labels[j]] + 2.0);
            double off = factor * (logits[2 * j + 1 - labels[j]] - logits[2 * j + labels[j]]);
            cost += sure * Math.log1p(Math.exp(off)) + (1 - sure) * Math.log1p(Math.exp(-off));
        }
        return cost;
    }

    @Test
    void photosThatAreToldWrongLeaveNothingToBeSureOf() {
        double[] logits = {5, 0, 5, 0, 0, 5, 0, 5};
        double factor = Temperature.factor(logits, new byte[] {0, 1, 0, 1}, 2);
        assertTrue(5 * factor < 0.01, "factor " + factor);
    }
}
