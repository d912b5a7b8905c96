package org.layerlab.page.photos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, at the upper left",
        "0, 32, at the top",
        "0, 63, at the upper right",
        "32, 0, at the left",
        "32, 32, in the middle",
        "32, 63, at the right",
        "63, 0, at the lower left",
        "63, 32, at the bottom",
        "63, 63, at the lower right"
    })
    void placesHaveNames(int row, int column, String place) {
        int pixel = 64 * row + column;
        assertEquals("What mattered most is " + place + ".", ExplanationText.strongest(pixel, 64));
        assertEquals(
                "What mattered most is " + place + ", and spoke for dog.", ExplanationText.strongest(pixel, 64, true));
        assertEquals(
                "What mattered most is " + place + ", and spoke for cat.", ExplanationText.strongest(pixel, 64, false));
    }

    @Test
    void whatNeighborsWereComparedByIsTold() {
        assertTrue(ExplanationText.near(2000, "activations").startsWith("Of 2,000 training photos"));
        assertTrue(ExplanationText.near(1, "activations").contains("first hidden layer"));
        assertTrue(ExplanationText.near(1, "features").contains("last convolution"));
        assertTrue(ExplanationText.near(1, "pixels").contains("no hidden layer"));
    }
}
