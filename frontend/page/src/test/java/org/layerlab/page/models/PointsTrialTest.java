package org.layerlab.page.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.layerlab.page.settings.PlaySettings;
import org.layerlab.page.settings.RunCourse;

class PointsTrialTest {
    @Test
    void aCardThatCannotBeReadHasAGap() {
        assertFalse(PointsTrial.gap("{\"layerDims\": \"none\"}").isEmpty());
    }

    private static RunCourse fork(String hyperparameters, String more) {
        String card =
                "{'layerDims': [2, 4, 1], 'activations': ['relu', 'sigmoid'], 'hyperparameters': {'learningRate': 0.1"
                        + hyperparameters + "}" + more + "}";
        return PointsTrial.fork(
                card.replace('\'', '"'),
                PlaySettings.parse("networkShape=4&learningRate=0.1&seed=4").settings());
    }

    private static final String CHANGES =
            ", 'changes': [{'from': 0, 'learningRate': 0.001}, {'from': 200, 'learningRate': 0.1}]";

    @Test
    void aForkIsChangedAsItsModelWas() {
        PlaySettings first =
                PlaySettings.parse("networkShape=4&learningRate=0.001&seed=5").settings();
        assertEquals(
                first.fragment() + "&changed=200:learningRate=0.1",
                fork(CHANGES, "").fragment());
        assertEquals(
                first.fragment() + "&changed=200:learningRate=0.1,300:W1.0.1=0.5",
                fork(CHANGES, ", 'edited': [300], 'weightsSet': ['300:W1.0.1=0.5']")
                        .fragment());
        assertEquals(first.with("learningRate=0.1").fragment(), fork("", "").fragment());
    }

    @Test
    void aForkOfARunWhoseChangesAreNotAllToldHasNone() {
        RunCourse fork = fork(CHANGES, ", 'edited': [300]");
        assertEquals("", fork.fragment());
        assertEquals(0.001, fork.first().learningRate());
        assertEquals("", fork(", 'changes': 'more than are told'", "").fragment());
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
