package org.layerlab.page.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private static JsonObject json(String text) {
        return Json.parse(text.replace('\'', '"')).asObject();
    }
}
