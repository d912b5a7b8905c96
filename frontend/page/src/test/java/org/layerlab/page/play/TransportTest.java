package org.layerlab.page.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.page.play.Transport.Press;

class TransportTest {
    @ParameterizedTest
    @CsvSource({
        "' ', PLAY_OR_PAUSE",
        "ArrowRight, STEP",
        "ArrowLeft, BACK",
        "r, RESET",
        "R, RESET",
        "n, REGENERATE",
        "N, REGENERATE",
        "m, MATHS",
        "M, MATHS",
        "?, KEYS",
    })
    void keysDoWhatTheirListSays(String key, Press press) {
        assertEquals(press, Press.of(key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "Enter", "Escape", "ArrowUp", "ArrowDown", "Tab", "F5"})
    void otherKeysKeepTheirMeaning(String key) {
        assertNull(Press.of(key));
    }

    @Test
    void onlyKeysThatScrollAreKeptFromTheBrowser() {
        for (Press press : Press.values()) {
            boolean scrolls = press == Press.PLAY_OR_PAUSE || press == Press.STEP || press == Press.BACK;
            assertEquals(scrolls, press.scrolls(), press.name());
        }
    }
}
