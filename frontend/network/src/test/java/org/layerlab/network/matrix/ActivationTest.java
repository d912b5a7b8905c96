package org.layerlab.network.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ActivationTest {
    @Test
    void tanhKeepsItsDigitsNearZero() {
        for (double z = 1e-9; z < 1; z *= 1.07) {
            double expected = StrictMath.tanh(z);
            assertEquals(expected, Activation.TANH.value(z), 2 * Math.ulp(expected));
            assertEquals(-expected, Activation.TANH.value(-z), 2 * Math.ulp(expected));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "RELU; max(0, −2)",
                "LEAKY_RELU; max(0.01 · (−2), −2)",
                "TANH; tanh(−2)",
                "SIGMOID; 1 / (1 + e^(−(−2)))",
                "LINEAR; −2",
                "HARD_SWISH; −2 · min(6, max(0, −2 + 3)) / 6"
            })
    void theFormulaOfANumberIsOneLine(Activation activation, String worked) {
        assertEquals(worked, activation.text().worked("−2"));
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void aFlatAnswerLeavesLittleSlope(Activation activation) {
        for (double z = -50; z <= 50; z += 0.125) {
            double a = activation.value(z);
            if (activation.isFlat(a)) {
                assertTrue(activation.derivative(z, a) < 0.05, "z " + z);
                assertTrue(activation.isFlat(activation.value(2 * z)), "z " + 2 * z);
            }
        }
    }
}
