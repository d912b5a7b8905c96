package org.layerlab.page.learn;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ShownTest {
    private final Shown shown = new Shown();

    private boolean counts(String drawing) {
        shown.give(drawing);
        return shown.counts();
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
        assertTrue(shown.counts());
        assertTrue(shown.counts());
        assertTrue(counts("cat"));
        assertTrue(shown.counts());
        assertTrue(counts("cat"), "a photo was judged in between");
    }

    @Test
    void aDoubleClickIsOneTryWhetherOneVerdictComesOrTwo() {
        shown.give("cat");
        shown.give("cat");
        assertTrue(shown.counts());
        assertFalse(shown.counts());
        assertTrue(counts("dog"));
        shown.give("cat");
        shown.give("cat");
        assertTrue(shown.counts());
        assertFalse(counts("cat"));
        assertTrue(counts("dog"));
    }

    /** The frame was not ready yet, or the drawing did not load. */
    @Test
    void aDrawingWithoutAVerdictMayBeGivenAgain() {
        shown.give("cat");
        assertTrue(counts("cat"));
    }
}
