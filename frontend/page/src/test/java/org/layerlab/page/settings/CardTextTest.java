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
            nullValues = "-",
            value = {
                "{} | ''",
                "{'changes': [{'from': 0, 'learningRate': 0.2}]} | ''",
                "{'changes': [{'from': 0, 'learningRate': 0.2, 'schedule': 'constant'},"
                        + " {'from': 500, 'learningRate': 0.03, 'schedule': 'cosine', 'iterations': 900},"
                        + " {'from': 700, 'learningRate': 0.03, 'schedule': 'constant'}]}"
                        + " | at 500: learning rate 0.03 (before 0.2), schedule cosine (before constant),"
                        + " iterations 900; at 700: schedule constant (before cosine)",
                "{'changes': [1, 2]} | 2 times",
                "{'changes': 'more than are told'} | more than are told"
            })
    void changesAreToldWithWhatWasBefore(String hyperparameters, String text) {
        assertEquals(text, CardText.changes(json(hyperparameters)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | ''",
                "{'edited': []} | ''",
                "{'edited': [120]} | first at iteration 120",
                "{'edited': [0, 5, 9]} | first at iteration 0, 3 times"
            })
    void editsAreTold(String card, String text) {
        assertEquals(text, CardText.edits(json(card)));
    }

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
