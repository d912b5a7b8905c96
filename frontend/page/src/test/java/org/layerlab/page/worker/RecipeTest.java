package org.layerlab.page.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.layerlab.network.OptimizerKind;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.page.play.PlaySettings;

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

    static Stream<Arguments> changes() {
        return Stream.of(
                arguments("'seed': 7},", "'seeds': 7},", "does not tell the seed"),
                arguments("'iteration': 300", "'iterated': 300", "does not tell how many iterations"),
                arguments("'moons'", "'suns'", "does not tell points and settings"),
                arguments("[2, 10, 1]", "[2, 2000, 1]", "does not tell points and settings"),
                arguments("'batchSize': 0", "'dropout': 0.5", "in a way that the playground does not have"),
                arguments("'batchSize': 0", "'schedule': 'cosine'", "in a way that the playground does not have"),
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
        assertEquals("L2", settings.regularization());
        assertEquals(0.01, settings.regularizationRate());
    }

    private static ModelCard card(String json) throws ParameterFileException {
        return ModelCard.parse(json.replace('\'', '"'));
    }
}
