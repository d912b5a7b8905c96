package org.layerlab.page.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class PointsTrialTest {
    @Test
    void aCardThatCannotBeReadHasAGap() {
        assertFalse(PointsTrial.gap("{\"layerDims\": \"none\"}").isEmpty());
    }

    private static String lost(String hyperparameters) {
        return PointsTrial.lost(
                "{'layerDims': [2, 4, 1], 'activations': ['relu', 'sigmoid'], 'hyperparameters': {".replace('\'', '"')
                        + hyperparameters.replace('\'', '"') + "}}");
    }

    @Test
    void aForkNamesWhatThePlaygroundCannotTakeOver() {
        assertEquals(
                "A fork starts without momentum 0.5, L1 strength 0.001, dropout 0.3: the playground cannot set this.",
                lost("'optimizer': 'momentum', 'momentum': 0.5, 'l1': 0.001, 'l2': 0.01, 'dropout': 0.3"));
    }

    @Test
    void aForkOfThePlaygroundsOwnRunLosesNothing() {
        assertEquals("", lost("'optimizer': 'momentum', 'momentum': 0.9"));
        assertEquals("", lost("'optimizer': 'adam', 'momentum': 0.5, 'l2': 0.01"));
        assertEquals("", lost("'regularization': 'L1', 'regularizationRate': 0.01"));
        assertEquals("", lost(""));
    }
}
