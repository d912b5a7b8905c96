package org.layerlab.page.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.layerlab.network.data.Points;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.layer.Architecture;

class CardTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'layerDims': [12288, 160, 1]} | 12288 · 160 · 1",
                "{'layers': '64x64x3, conv3x24, pool2, bn, relu, conv5x48s2p0, gap, dropout0.2, 80tanh, 1'}"
                        + " | conv 24 · 48 · 80 · 1",
                "{'layers': '64x64x3,conv3x8p0,gap,softmax3'} | conv 8 · 3 (softmax)",
                "{'layers': '2, 10, softmax4'} | 2 · 10 · 4 (softmax)"
            })
    void briefLayersAreFiltersAndUnits(String card, String text) {
        assertEquals(text, CardText.brief(json(card)));
    }

    /** A card that the network module writes; whose run goes on only if both say the same. */
    @ParameterizedTest
    @EnumSource(Points.class)
    void aCardAndTheSettingsOfItsRunSayTheSameLayers(Points dataset) {
        for (String shape : List.of("", "6", "3,1,12")) {
            Architecture architecture = PlaySettings.parse("dataset=" + dataset.id() + "&networkShape=" + shape)
                    .settings()
                    .architecture();
            JsonObject card =
                    Json.parse(new CardBuilder(architecture).build().toString()).asObject();
            assertEquals(CardText.layersOf(architecture), CardText.layers(card), card.toString());
        }
    }

    private static JsonObject json(String text) {
        return Json.parse(text.replace('\'', '"')).asObject();
    }
}
