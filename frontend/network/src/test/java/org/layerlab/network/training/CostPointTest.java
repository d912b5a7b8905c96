package org.layerlab.network.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostPointTest {
    @ParameterizedTest
    @CsvSource({
        "0.69304735, 0.693047",
        "0.0078125, 0.007812", // exact ties, to even
        "0.0234375, 0.023438",
        "0.9999995, 1.000000",
        "0.5000005, 0.500000", // beside the ties that they look like
        "12.5, 12.500000",
        "-0.25, -0.250000",
        "-0.0, -0.000000",
        "0, 0.000000",
        "4e-7, 0.000000",
        "1e-320, 0.000000",
        "1e15, 1000000000000000.000000",
        "1e30, 1.0E30",
        "NaN, nan",
        "Infinity, inf",
        "-Infinity, -inf"
    })
    void costIsPrintedAsPythonDoes(double cost, String expected) {
        assertEquals(expected, CostPoint.sixDecimals(cost));
        assertEquals("Cost after iteration 100: " + expected, new CostPoint(100, cost).toString());
    }

    @Test
    void sixDecimalsAreThoseOfTheExactValue() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            double tie = (random.nextInt(4_000_000) + 0.5) / 1e6;
            double[] candidates = {
                tie, Math.nextUp(tie), Math.nextDown(tie), random.nextInt(1000) / 128.0, random.nextDouble() * 1e9
            };
            for (double value : candidates) {
                assertEquals(
                        new BigDecimal(value)
                                .setScale(6, RoundingMode.HALF_EVEN)
                                .toPlainString(),
                        CostPoint.sixDecimals(value));
            }
        }
    }
}
