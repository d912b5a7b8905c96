package org.layerlab.page.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void partsTakeTheirPlaces() {
        assertEquals("Paused.", Texts.of("Paused."));
        assertEquals("Cats: 3, dogs: 4, unsure: 0.", Texts.of("Cats: {0}, dogs: {1}, unsure: {2}.", 3, 4, "0"));
    }

    @Test
    void aSentenceEndsWithOnePeriod() {
        String sentence = "“{0}” was not accepted: {1}.";
        assertEquals("“a.npz” was not accepted: it is empty.", Texts.of(sentence, "a.npz", "it is empty"));
        assertEquals("“a.npz” was not accepted: access denied.", Texts.of(sentence, "a.npz", "access denied."));
        assertEquals("By Ada L. Her page is empty.", Texts.of("By {0}. Her page is empty.", "Ada L."));
        assertEquals("Left out: .", Texts.of("Left out: {0}.", ""));
        assertEquals("The rest is cut off …", Texts.of("The rest is {0} …", "cut off"));
    }
}
