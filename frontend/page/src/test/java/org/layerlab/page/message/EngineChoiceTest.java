package org.layerlab.page.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineChoiceTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "NVIDIA \"Ampere\"", "it was\ntaken away"})
    void arrivesAsItWasSent(String text) {
        EngineChoice choice = new EngineChoice(true, false, text, 12.5, 0.25, text);
        assertEquals(choice, EngineChoice.of(choice.text()));
    }
}
