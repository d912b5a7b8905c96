package org.layerlab.network.check;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NumberTextTest {
    @Test
    void numbersAreWrittenAndReadBack() {
        Check check = NumberText.check();
        assertTrue(check.passed(), check.detail());
    }
}
