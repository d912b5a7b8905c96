package org.layerlab.page.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoalKindTest {
    @Test
    void aBoundIsADecimalUpToTheLargest() {
        assertEquals(97.5, GoalKind.TEST.bound("97.5"));
        assertEquals(0.01, GoalKind.COST.bound("1e-2"));
        assertEquals(100, GoalKind.TRAIN.bound("100"));
        assertEquals(0, GoalKind.UNITS.bound("0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "much", "90d", " 90f", "90d ", "0x1p3", "NaN", "Infinity", "-1", "100.5"})
    void anythingElseIsNone(String text) {
        assertEquals(Double.NaN, GoalKind.TEST.bound(text));
    }
}
