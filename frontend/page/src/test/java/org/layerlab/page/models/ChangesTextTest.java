package org.layerlab.page.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangesTextTest {
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
                        + " | at 500: Learning rate 0.03 (before 0.2), Learning-rate schedule Cosine (before Constant),"
                        + " Iterations planned 900; at 700: Learning-rate schedule Constant (before Cosine)",
                "{'changes': [1, 2]} | 2 times",
                "{'changes': [{'from': 0, 'l2': 1}, {'from': 1, 'l2': 1}]} | at 1",
                "{'changes': [{'from': 0, 'l2': 0}, {'from': 1, 'l2': 1}, {'from': 2, 'l2': 2}, {'from': 3, 'l2': 3},"
                        + " {'from': 4, 'l2': 4}, {'from': 5, 'l2': 5}, {'from': 6, 'l2': 6}, {'from': 7, 'l2': 7}]}"
                        + " | at 1: L2 1 (before 0); at 2: L2 2 (before 1); at 3: L2 3 (before 2);"
                        + " at 4: L2 4 (before 3); at 5: L2 5 (before 4); 2 more times",
                "{'changes': 'more than are told'} | more than are told"
            })
    void changesAreToldWithWhatWasBefore(String hyperparameters, String text) {
        assertEquals(text, ChangesText.settings(json(hyperparameters)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | ''",
                "{'edited': []} | ''",
                "{'edited': [120]} | at iteration 120",
                "{'edited': [0, 5, 9]} | '3 times, first at iteration 0'",
                "{'edited': [120], 'weightsSet': ['120:b1.0=-2.5', '120:W1.0.1=0.5']}"
                        + " | at 120: b1[0] = -2.5; at 120: W1[0, 1] = 0.5",
                "{'edited': [1], 'weightsSet': ['1:b1.0=1', '1:b1.1=1', '1:b1.2=1', '1:b1.3=1', '1:b1.4=1', '1:b1.5=1']}"
                        + " | at 1: b1[0] = 1; at 1: b1[1] = 1; at 1: b1[2] = 1; at 1: b1[3] = 1; at 1: b1[4] = 1;"
                        + " 1 more times",
                "{'edited': [120], 'weightsSet': [7, 'x', '=1', '3:b=1', {}]} | '7; x; =1; at 3: b=1; {}'",
                "{'edited': [120], 'weightsSet': 'many'} | at iteration 120"
            })
    void editsAreTold(String card, String text) {
        assertEquals(text, ChangesText.edits(json(card)));
    }

    private static JsonObject json(String text) {
        return Json.parse(text.replace('\'', '"')).asObject();
    }
}
