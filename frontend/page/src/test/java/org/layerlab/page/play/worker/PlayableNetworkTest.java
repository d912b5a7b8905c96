package org.layerlab.page.play.worker;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.matrix.Activation;
import org.layerlab.page.settings.PlaySettings;

class PlayableNetworkTest {
    private final Random random = new Random();

    @RepeatedTest(20)
    void upToEightHiddenLayersOfUpTo512UnitsAreHeld() throws ParameterFileException {
        int layers = random.nextInt(0, 13);
        int most = random.nextBoolean() ? 512 : 800;
        JsonArray dims = new JsonArray().add(2);
        JsonArray activations = new JsonArray();
        boolean held = layers <= 8;
        for (int l = 0; l < layers; l++) {
            int units = random.nextInt(1, most + 1);
            held &= units <= 512;
            dims.add(units);
            activations.add("relu");
        }
        ModelCard card = card(dims.add(1), activations.add("sigmoid"));
        if (held) {
            assertDoesNotThrow(() -> PlayableNetwork.require(card), dims.toString());
        } else {
            String said = refused(card);
            assertTrue(said.contains("at most 8 hidden layers of 1 to 512 units"), said);
            assertTrue(said.contains(dims.toString().replaceAll("[\\[\\]]", "").replace(",", " · ")), said);
        }
    }

    @ParameterizedTest
    @CsvSource({"3", "12288"})
    void otherInputsThanPointsAreRefused(int inputs) throws ParameterFileException {
        String said = refused(card(new JsonArray().add(inputs).add(1), new JsonArray().add("sigmoid")));
        assertTrue(said.contains("dense networks on points") && said.contains(String.valueOf(inputs)), said);
    }

    @ParameterizedTest
    @CsvSource({
        "dataset=moons, '2,4,softmax3'",
        "dataset=blobs&classCount=5, '2,4,1'",
        "dataset=blobs&classCount=5, '2,4,softmax4'",
        "dataset=tf-reg-plane, '2,4,1'",
        "dataset=circle, '2,4,1linear'"
    })
    void aStrangersNetworkHasToFitItsPoints(String points, String layers) {
        PlaySettings told = PlaySettings.parse(points).settings();
        Architecture architecture = Architecture.parse(layers, Activation.RELU);
        String said = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> PlayableNetwork.requireFitting(told, architecture))
                        .getMessage());
        assertTrue(
                said.contains(architecture.toString())
                        && said.contains(told.dataset().id()),
                said);
        PlayableNetwork.requireFitting(told, told.architecture());
    }

    private static String refused(ModelCard card) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> PlayableNetwork.require(card))
                .getMessage());
    }

    private static ModelCard card(JsonArray dims, JsonArray activations) throws ParameterFileException {
        return ModelCard.parse(new JsonObject()
                .add("kind", "points")
                .add("layerDims", dims)
                .add("activations", activations)
                .toString());
    }
}
