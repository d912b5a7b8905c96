package org.layerlab.page.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.eclipsesource.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSentenceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'description': 'Mine', 'kind': 'photos'} | Mine",
                "{'kind': 'points', 'layerDims': [2, 4, 1]} | A network that divides the plane. Layers: 2 · 4 · 1.",
                "{'kind': 'points', 'layerDims': [2, 4, 1], 'testAccuracy': 0.915}"
                        + " | A network that divides the plane. Layers: 2 · 4 · 1. Test accuracy: 91.5\u00a0%.",
                "{'kind': 'points', 'layerDims': [2, 4, 1], 'activations': ['tanh', 'linear']}"
                        + " | A network that gives each point of the plane a number. Layers: 2 · 4 · 1.",
                "{'kind': 'points', 'layerDims': [2, 4, 1], 'trainR2': 0.9, 'testR2': 0.8751}"
                        + " | A network that gives each point of the plane a number. Layers: 2 · 4 · 1."
                        + " Test R²: 87.5\u00a0%.",
                "{'kind': 'photos', 'layerDims': [12288, 1]}"
                        + " | A network that tells cats from dogs. Layers: 12288 · 1.",
                "{'kind': 'photos', 'layerDims': [12288, 1], 'testAccuracy': 1}"
                        + " | A network that tells cats from dogs. Layers: 12288 · 1. Test accuracy: 100.0\u00a0%.",
                "{'kind': 'photos', 'layers': '64x64x3, gap, softmax2', 'dataset': {'classes': ['red', 'blue']}}"
                        + " | A network that tells red, blue apart. Layers: 64x64x3 · gap · 2 (softmax).",
                "{'layers': '64x64x3, gap, softmax2', 'dataset': {'classes': ['a', 'b']}, 'testAccuracy': 0.5}"
                        + " | A network that tells a, b apart. Layers: 64x64x3 · gap · 2 (softmax). Test accuracy: 50.0\u00a0%."
            })
    void saysWhatAModelIs(String card, String sentence) {
        assertEquals(
                sentence, ModelSentence.of(Json.parse(card.replace('\'', '"')).asObject()));
    }
}
