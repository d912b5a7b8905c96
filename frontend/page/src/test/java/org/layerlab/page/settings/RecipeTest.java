package org.layerlab.page.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Regularization;

class RecipeTest {
    private static final String CARD = "{'kind': 'points', 'layerDims': [2, 10, 1], 'activations': ['relu', 'sigmoid'],"
            + " 'dataset': {'id': 'moons', 'noise': 15, 'trainSize': 200, 'testSize': 50, 'seed': 7},"
            + " 'hyperparameters': {'learningRate': 0.2, 'iterations': 500, 'batchSize': 0, 'optimizer': 'adam',"
            + " 'initialization': 'he', 'regularization': 'none', 'regularizationRate': 0, 'seed': 7},"
            + " 'iteration': 300, 'precision': 'float64'}";

    @Test
    void aWholeCardTellsItsRecipe() throws ParameterFileException {
        assertEquals("", Recipe.gap(card(CARD)));
        PlaySettings settings = CardSettings.of(card(CARD));
        assertEquals("moons", settings.dataset().id());
        assertEquals(7, settings.seed());
        assertEquals(OptimizerKind.ADAM, settings.optimizer());
        assertEquals(500, settings.iterations());
    }

    @Test
    void eachHiddenLayerMayHaveAnActivationOfItsOwn() throws ParameterFileException {
        String own =
                CARD.replace("[2, 10, 1], 'activations': ['relu'", "[2, 10, 5, 1], 'activations': ['relu', 'tanh'");
        assertEquals("", Recipe.gap(card(own)));
        assertEquals(card(own).architecture(), CardSettings.of(card(own)).architecture());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'schedule': 'cosine'",
                "'dropout': 0.5",
                "'momentum': 0.5",
                "'l1': 0.1, 'l2': 0.01",
                "'changes': [{'from': 0}, {'from': 100, 'learningRate': 0.1}]"
            })
    void whatTheCommandLineOrThePlaygroundCanDoIsNoGap(String choice) throws ParameterFileException {
        ModelCard card = card(CARD.replace("'batchSize': 0", "'batchSize': 0, " + choice));
        assertEquals("", Recipe.gap(card));
        assertFalse(Recipe.beginsFromFile(card));
    }

    @Test
    void aRunThatWasEditedByHandDoesNotBeginFromAFile() throws ParameterFileException {
        assertFalse(Recipe.beginsFromFile(card(CARD.replace("'kind'", "'edited': [3], 'kind'"))));
        assertTrue(Recipe.beginsFromFile(card(CARD.replace("'kind'", "'start': 'file', 'kind'"))));
    }

    @Test
    void weightsThatTheCardTellsAreNoGap() throws ParameterFileException {
        String told = "'edited': [3], 'weightsSet': ['3:W1.9.1=-0.5', '3:b2.0=1e-7'], 'kind'";
        assertEquals("", Recipe.gap(card(CARD.replace("'kind'", told))));
        assertFalse(Recipe.beginsFromFile(card(CARD.replace("'kind'", told))));
    }

    @Test
    void choicesThatThePlaygroundHasNoControlForAreTheCards() throws ParameterFileException {
        Hyperparameters h = CardSettings.hyperparameters(
                card(CARD.replace("'batchSize': 0", "'dropout': 0.25, 'momentum': 0.8, 'l1': 0.1, 'l2': 0.2")));
        assertEquals(0.25, h.dropout());
        assertEquals(0.8, h.momentum());
        assertEquals(0.1, h.l1());
        assertEquals(0.2, h.l2());
        Hyperparameters wrong = CardSettings.hyperparameters(card(CARD.replace("'batchSize': 0", "'dropout': 7")));
        assertEquals(0, wrong.dropout());
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                arguments("'seed': 7},", "'seeds': 7},", "how the network was trained: it has no seed"),
                arguments("'iteration': 300", "'iterated': 300", "does not say how many iterations"),
                arguments("'moons'", "'suns'", "a setting that the playground cannot use: data set 'suns' is unknown"),
                arguments(
                        "[2, 10, 1]",
                        "[2, 2000, 1]",
                        "a setting that the playground cannot use: a hidden layer of 2000 units"),
                arguments("50, 'seed': 7", "50, 'seed': 8", "The weights are drawn with seed 7 and the points with 8"),
                arguments("'batchSize': 0", "'changes': 'many'", "does not list every change"),
                arguments(
                        "'iterations': 500", "'iterations': 200, 'schedule': 'cosine'", "its schedule ends after 200"),
                arguments("'kind'", "'edited': [120, 121], 'kind'", "were set by hand, first at iteration 120"),
                arguments("'kind'", "'start': 'file', 'kind'", "began with weights from a file"),
                arguments("[2, 10, 1]", "[3, 10, 1]", "Only runs on points"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aGapIsNamed(String said, String instead, String gap) throws ParameterFileException {
        String found = Recipe.gap(card(CARD.replace(said, instead)));
        assertTrue(found.contains(gap), found);
    }

    @Test
    void thePenaltyOfTheCommandLineIsThePlaygroundsRegularization() throws ParameterFileException {
        PlaySettings settings = CardSettings.of(
                card(CARD.replace("'regularization': 'none', 'regularizationRate': 0", "'l1': 0, 'l2': 0.01")));
        assertEquals(Regularization.L2, settings.regularization());
        assertEquals(0.01, settings.get(PlayRows.REGULARIZATION_RATE));
    }

    private static ModelCard card(String json) throws ParameterFileException {
        return ModelCard.parse(json.replace('\'', '"'));
    }
}
