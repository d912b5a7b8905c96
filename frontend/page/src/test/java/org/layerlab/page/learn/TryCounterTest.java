package org.layerlab.page.learn;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TryCounterTest {
    private static final String OWN = "";

    private final TryCounter shown = new TryCounter();

    private boolean counts(String judged) {
        return shown.counts(judged);
    }

    @Test
    void theSameDrawingTwiceInARowIsOneTry() {
        assertTrue(counts("cat"));
        assertFalse(counts("cat"));
        assertFalse(counts("cat"));
        assertTrue(counts("dog"));
    }

    /** "Choose one drawing, then another one, then the first again": three tries. */
    @Test
    void theFirstOneAgainAfterAnotherCounts() {
        assertTrue(counts("cat"));
        assertTrue(counts("dog"));
        assertTrue(counts("cat"));
    }

    @Test
    void photosOfTheLearnersOwnCount() {
        assertTrue(counts(OWN));
        assertTrue(counts(OWN));
        assertTrue(counts("cat"));
        assertTrue(counts(OWN));
        assertTrue(counts("cat"), "a photo was judged in between");
    }

    @Test
    void aDoubleClickIsOneTryWhetherOneVerdictComesOrTwo() {
        assertTrue(counts("cat"));
        assertFalse(counts("cat"));
        assertTrue(counts("dog"));
        assertTrue(counts("cat"));
        assertFalse(counts("cat"));
        assertTrue(counts("dog"));
    }

    @Test
    void aPhotoOfTheLearnersOwnCountsAfterADoubleClickWithOneVerdict() {
        assertTrue(counts("cat"));
        assertTrue(counts(OWN));
        assertTrue(counts("cat"));
    }

    /** It did not load the first time. */
    @Test
    void aDrawingWithoutAVerdictMayBeGivenAgain() {
        assertTrue(counts("cat"));
    }
}
