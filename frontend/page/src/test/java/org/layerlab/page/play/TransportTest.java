package org.layerlab.page.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
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

    @ParameterizedTest
    @CsvSource({
        "playButton, PLAY_OR_PAUSE",
        "stepButton, STEP",
        "resetButton, RESET",
    })
    void aLockedButtonLocksItsKeyAndNoOther(String control, Press locked) {
        Lesson lesson = Lesson.of(List.of(control + "_fixed=true"));
        for (Press press : Press.values()) {
            assertEquals(press != locked, press.isOpen(lesson::permits), press.name());
        }
    }

    @Test
    void onlyKeysThatScrollAreKeptFromTheBrowser() {
        for (Press press : Press.values()) {
            boolean scrolls = press == Press.PLAY_OR_PAUSE || press == Press.STEP || press == Press.BACK;
            assertEquals(scrolls, press.scrolls(), press.name());
        }
    }
}
