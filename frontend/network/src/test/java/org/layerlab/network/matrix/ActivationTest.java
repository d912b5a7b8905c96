package org.layerlab.network.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ActivationTest {
    @Test
    void tanhKeepsItsDigitsNearZero() {
        for (double z = 1e-9; z < 1; z *= 1.07) {
            double expected = StrictMath.tanh(z);
            assertEquals(expected, Activation.TANH.value(z), 2 * Math.ulp(expected));
            assertEquals(-expected, Activation.TANH.value(-z), 2 * Math.ulp(expected));
        }
    }
}
