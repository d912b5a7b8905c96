package org.layerlab.page.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayersTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2, 10, 1 | 2 · 10 · 1",
                "2, 8, 8, 1linear | 2 · 8 · 8 · 1 (linear)",
                "2,10,softmax4 | 2 · 10 · 4 (softmax)",
                "64x64x3, conv5x48s2p0, bn, relu, gap, dropout0.2, 80tanh, 1"
                        + " | 64x64x3 · conv5x48s2p0 · bn · relu · gap · dropout0.2 · 80 (tanh) · 1",
                "odd | odd"
            })
    void unitsComeBeforeWhatTheyDo(String layers, String text) {
        assertEquals(text, LayersText.of(layers, " · "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dataset=circle&networkShape=4 | 2·4·1",
                "dataset=blobs&classCount=4&networkShape=10 | 2·10·4 (softmax)",
                "dataset=tf-reg-plane&networkShape=8,8 | 2·8·8·1 (linear)"
            })
    void theShapeOfTheSettingsIsReadable(String link, String text) {
        assertEquals(text, PlaySettings.parse(link).settings().shapeText("·"));
    }
}
