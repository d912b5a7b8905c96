package org.layerlab.page.models;

import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class PointsTrialTest {
    @Test
    void aCardThatCannotBeReadHasAGap() {
        assertFalse(PointsTrial.gap("{\"layerDims\": \"none\"}").isEmpty());
    }
}
