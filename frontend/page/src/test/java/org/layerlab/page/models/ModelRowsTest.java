package org.layerlab.page.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.page.settings.CardText;

class ModelRowsTest {
    private static Map<String, String> rows(String card) {
        JsonObject json = Json.parse(card.replace('\'', '"')).asObject();
        return ModelRows.of(json, iso -> iso.isEmpty() ? "" : "on " + iso);
    }

    @Test
    void anEmptyCardHasNoRows() {
        assertEquals(Map.of(), rows("{}"));
    }

    @Test
    void rowsComeInTheOrderOfAReader() {
        Map<String, String> rows = rows("{'sha256': 'abc', 'created': '2025', 'layerDims': [2, 10, 1],"
                + " 'hyperparameters': {'learningRate': 0.2}, 'dataset': {'id': 'moons'}, 'testAccuracy': 0.97,"
                + " 'trainAccuracy': 1, 'iteration': 15000, 'activations': ['relu', 'sigmoid']}");
        assertEquals(
                List.of(
                        "Layers",
                        "Activations",
                        "Train accuracy",
                        "Test accuracy",
                        "Iterations",
                        "Data set",
                        "Learning rate",
                        "Saved",
                        "SHA-256"),
                new ArrayList<>(rows.keySet()));
        assertEquals("2 · 10 · 1", rows.get("Layers"));
        assertEquals("relu, sigmoid", rows.get("Activations"));
        assertEquals("100.0\u00a0%", rows.get("Train accuracy"));
        assertEquals("97.0\u00a0%", rows.get("Test accuracy"));
        assertEquals("15,000", rows.get("Iterations"));
        assertEquals("on 2025", rows.get("Saved"));
    }

    @Test
    void aRegressionHasR2() {
        Map<String, String> rows = rows("{'trainR2': 0.9712, 'testR2': -0.25}");
        assertEquals(List.of("Train R²", "Test R²"), new ArrayList<>(rows.keySet()));
        assertEquals("97.1\u00a0%", rows.get("Train R²"));
        assertTrue(String.valueOf(rows.get("Test R²")).endsWith("25.0\u00a0%"), rows.toString());
    }

    @Test
    void anAccuracyCarriesTheNumberOfExamples() {
        assertEquals(
                "97.1\u00a0% of 1,000",
                rows("{'testAccuracy': 0.971, 'testExamples': 1000, 'dataset': {'testSize': 0}}")
                        .get("Test accuracy"));
        assertEquals(
                "72.2\u00a0% of 2,000",
                rows("{'testAccuracy': 0.722, 'dataset': {'testSize': 2000}}").get("Test accuracy"));
    }

    @Test
    void aDataSetWithoutTestExamplesDoesNotSayThatThereAreNone() {
        assertEquals(
                List.of("Data set: training examples"),
                new ArrayList<>(rows("{'dataset': {'trainSize': 22800, 'testSize': 0, 'testFraction': 0}}")
                        .keySet()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id | moons | Data set | moons",
                "name | Cats | Data set: name | Cats",
                "noise | 15 | Data set: noise | 15\u00a0%",
                "percTrainData | 75 | Training share of the data | 75\u00a0%",
                "trainSize | 12000 | Data set: training examples | 12,000",
                "validationSize | 1500 | Data set: validation examples | 1,500",
                "testSize | 2000 | Data set: test examples | 2,000",
                "testFraction | 0.2 | Data set: test share | 0.2",
                "seed | 7 | Data set: seed | 7",
                "drawnBy | 3 | Data set: drawn by | 3"
            })
    void whatIsKnownOfTheDataHasAWord(String key, String value, String label, String text) {
        String json = value.matches("[0-9.]+") ? value : "'" + value + "'";
        assertEquals(Map.of(label, text), rows("{'dataset': {'" + key + "': " + json + "}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "iterations | 15000 | Iterations planned | 15,000",
                "initialization | he | Weight initialization | He",
                "schedule | cosine | Learning-rate schedule | Cosine",
                "schedule | oneCycle | Learning-rate schedule | One cycle",
                "schedule | mine | Learning-rate schedule | mine",
                "optimizer | adam | Optimizer | Adam",
                "side | 32 | Training resolution | 32",
                "patience | 5 | Early stopping (measurements) | 5",
                "batchSize | 0 | Batch size | all",
                "batchSize | 64 | Batch size | 64",
                "learningRate | 0.0003 | Learning rate | 0.0003",
                "l2 | 0.001 | L2 | 0.001",
                "mirror | true | Mirror | yes",
                "mirror | false | Mirror | no",
                "tint | 0.3 | Tint (brighter or darker colors) | 0.3",
                "randomCrop | 0.4 | Random crop | 0.4",
                "origins | 0.4 | Other cameras | 0.4",
                "outliers | 0.04 | Made-up pictures (neither) | 0.04",
                "source | 128 | Resolution of the sources | 128",
                "resize | area | Resizing | Area average",
                "crop | center | Crop | Centered square",
                "crop | other | Crop | other",
                "askMirror | true | Asks about mirror images | yes",
                "labelSmoothing | 0.05 | Label smoothing | 0.05",
                "mixUp | 0.5 | Mix-up | 0.5",
                "averaging | 0.99 | Weight averaging | 0.99",
                "rules | tensorflow | Training rules | TensorFlow Playground",
                "stopSeconds | 60 | Time limit (s) | 60"
            })
    void hyperparametersHaveAWord(String key, String json, String label, String text) {
        String value = json.matches("[0-9.]+|true|false") ? json : "'" + json + "'";
        assertEquals(Map.of(label, text), rows("{'hyperparameters': {'" + key + "': " + value + "}}"));
    }

    @Test
    void whatOtherRowsTellIsNotToldTwice() {
        Map<String, String> rows = rows("{'hyperparameters': {'layers': '2, 4, 1', 'activation': 'tanh',"
                + " 'regularization': 'none', 'regularizationRate': 0.1}}");
        assertEquals(Map.of("Regularization", "None"), rows);
        assertEquals(
                "0.1",
                rows("{'hyperparameters': {'regularization': 'l2', 'regularizationRate': 0.1}}")
                        .get("Regularization rate"));
    }

    @Test
    void whatWasDoneToATableIsSaid() {
        assertEquals(
                "Coordinates were rounded to 1/1024.",
                rows("{'dataset': {'table': 'Coordinates were rounded to 1/1024.'}}")
                        .get("Data set: coordinates"));
    }

    @Test
    void longListsAreCountedButClassesAreNamed() {
        StringBuilder many = new StringBuilder("'name 0'");
        for (int i = 1; i < 40; i++) {
            many.append(", 'name ").append(i).append('\'');
        }
        assertEquals(
                "40 entries", rows("{'dataset': {'points': [" + many + "]}}").get("Data set: points"));
        String classes = rows("{'dataset': {'classes': [" + many + "]}}").get("Data set: classes");
        assertEquals(40, String.valueOf(classes).split(", ").length);
        assertEquals("1, 2", rows("{'dataset': {'points': [1, 2]}}").get("Data set: points"));
    }

    @Test
    void aCardOfAnyLengthHasAFewShortRows() {
        StringBuilder many = new StringBuilder("'regularization': 'none', 'regularizationRate': 1");
        for (int i = 0; i < 60_000; i++) {
            many.append(", '").append(i < 50 ? "W".repeat(500) : "").append(i).append("': '");
            many.append(i < 50 ? "w".repeat(500) : "").append("'");
        }
        Map<String, String> rows = rows("{'hyperparameters': {" + many + "}, 'dataset': {" + many + "},"
                + " 'activations': ['" + "relu', '".repeat(60_000) + "sigmoid']}");
        assertEquals("… and 59,951 more", rows.get("Other hyperparameters"));
        assertEquals("… and 59,952 more", rows.get("Data set: other"));
        assertTrue(rows.size() <= 103, rows.size() + " rows");
        rows.forEach((label, value) -> {
            assertTrue(label.length() <= 200, label);
            assertTrue(value.length() <= 401, value);
        });
    }

    @Test
    void aLongTextIsNotCutWithinACharacter() {
        assertEquals("ab", CardText.cut("ab", 2));
        assertEquals("ab…", CardText.cut("abc", 2));
        assertEquals("a…", CardText.cut("a\ud83d\ude00b", 2));
    }

    @Test
    void changesOfManySettingsAreTold() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            many.append(", 's").append(i).append("': 1");
        }
        String changes = rows("{'hyperparameters': {'changes': [{'from': 0" + many + "}, {'from': 5" + many + "}]}}")
                .get("Changed during training");
        assertEquals("at 5", changes);
    }

    @Test
    void whatAPersonDidByHandIsTold() {
        Map<String, String> rows = rows("{'points': [[0, 0, 1], [1, 1, 0]], 'edited': [120],"
                + " 'hyperparameters': {'changes': [{'from': 0, 'learningRate': 0.2},"
                + " {'from': 500, 'learningRate': 0.03}]}}");
        assertEquals("2", rows.get("Points placed by hand"));
        assertEquals("at iteration 120", rows.get("Weights set by hand"));
        assertEquals("at 500: Learning rate 0.03 (before 0.2)", rows.get("Changed during training"));
    }

    @Test
    void theDigestIsShortened() {
        assertEquals(
                "0123456789abcdef …", rows("{'sha256': '0123456789abcdef0123'}").get("SHA-256"));
    }

    @Test
    void theOriginIsTold() {
        Map<String, String> rows = rows(
                "{'author': 'Ada', 'engine': 'wasm', 'kernels': 'simd', 'precision': 'float32', 'licence': 'MIT'}");
        assertEquals("Ada", rows.get("Author"));
        assertEquals("MIT", rows.get("License"));
        assertEquals("wasm", rows.get("Engine"));
        assertFalse(rows.containsKey("Saved"));
        assertNull(rows.get("Test accuracy"));
    }
}
