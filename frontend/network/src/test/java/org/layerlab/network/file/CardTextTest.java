package org.layerlab.network.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A card that was read can be written, and what was written is read. */
class CardTextTest {
    private static ModelCard read(String card) throws ParameterFileException {
        return ModelCard.parse(card, Samples.parameters(2, 3, 1));
    }

    private static void assertRefused(String reason, String card) {
        String message = String.valueOf(
                assertThrows(ParameterFileException.class, () -> read(card)).getMessage());
        assertTrue(message.contains(reason), () -> "'" + message + "' does not say '" + reason + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "a\\ud800b", "\\udc00\\ud800", "\\ud83d\\ud83d\\ude00"})
    void aTextWithHalfOfACharacterIsRefused(String text) {
        assertRefused("half of a character", "{\"name\": \"" + text + "\"}");
        assertRefused("half of a character", "{\"" + text + "\": 1}");
    }

    @Test
    void wholeCharactersOfTwoHalvesAreKept() throws Exception {
        ModelCard card = read("{\"name\": \"\\ud83d\\ude00 and 😀\"}");
        assertEquals("😀 and 😀", card.name().orElse(""));
        assertEquals(card, read(card.toString()));
    }

    @Test
    void aCardThatGrowsBeyondTheBoundWhenItIsWrittenIsRefused() throws Exception {
        StringBuilder texts = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            texts.append(i == 0 ? "" : ",")
                    .append('"')
                    .append("\u2028".repeat(9000))
                    .append('"');
        }
        assertRefused("1048576 are allowed", "{\"z\": [" + texts + "]}");
        // As long as a card may be, and without the shape that will be added.
        StringBuilder longest = new StringBuilder("{\"z\":[\"").append("a".repeat(1000));
        while (longest.length() + 5010 < ModelCard.MAX_LENGTH) {
            longest.append("\",\"").append("a".repeat(5000));
        }
        String end = "\"]}";
        longest.append("a".repeat(ModelCard.MAX_LENGTH - longest.length() - end.length()))
                .append(end);
        assertEquals(ModelCard.MAX_LENGTH, longest.length());
        assertRefused("1048576 are allowed", longest.toString());
        assertRefused("values", "{\"z\": [" + "1,".repeat(199_997) + "1]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'layers': '2, 3, 1', 'layerDims': [2,3,1], 'activations': ['tanh','sigmoid'] | activations",
                "'layers': '2, 3tanh, 1', 'activations': ['relu','sigmoid'] | activations",
                "'layers': '2, 3, 1', 'layerDims': [2,4,1] | layerDims"
            })
    void aCardThatSaysItsLayersTwiceHasToSayTheSame(String said, String key) {
        assertRefused("but " + key, "{" + said.replace('\'', '"') + "}");
    }

    @Test
    void aCardMaySayItsLayersTwice() throws Exception {
        ModelCard card = read("{'layers': '2, 3tanh, 1', 'layerDims': [2.0,3,1e0], 'activations': ['tanh','sigmoid']}"
                .replace('\'', '"'));
        assertEquals("tanh", card.architecture().activations().get(0).id());
    }
}
