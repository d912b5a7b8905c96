package org.layerlab.page.photos.classes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkOpenerTest {
    private final NetworkOpener opening = new NetworkOpener();
    private final List<String> ran = new ArrayList<>();

    private void answer() {
        if (opening.answered()) {
            opening.opened();
        }
    }

    @Test
    void aDownloadThatEndsAfterAnotherNetworkWasWantedIsLate() {
        int base = opening.begin("a", () -> ran.add("a"));
        assertTrue(opening.isNewest(base));
        int restored = opening.begin("", () -> ran.add("restored"));
        assertFalse(opening.isNewest(base));
        assertTrue(opening.isNewest(restored));
        opening.drop();
        assertFalse(opening.isNewest(restored));
    }

    @Test
    void whoWaitsForANetworkHearsOfItOnceAndOfNoOther() {
        opening.begin("", () -> ran.add("kept"));
        opening.sent();
        opening.begin("a", () -> ran.add("a"));
        opening.sent();
        answer();
        assertEquals(List.of(), ran, "the first answer is of the kept one");
        answer();
        assertEquals(List.of("a"), ran);
        answer();
        assertEquals(List.of("a"), ran);
    }

    @Test
    void anAnswerDuringTheNextDownloadRunsNothing() {
        opening.begin("", () -> ran.add("kept"));
        opening.sent();
        opening.begin("a", () -> ran.add("a"));
        answer();
        assertEquals(List.of(), ran);
        opening.sent();
        answer();
        assertEquals(List.of("a"), ran);
    }

    @Test
    void aRefusalOfAnOlderNetworkIsLate() {
        opening.begin("", () -> ran.add("kept"));
        opening.sent();
        assertFalse(opening.isLate());
        opening.begin("a", () -> ran.add("a"));
        assertTrue(opening.isLate(), "the next is being downloaded");
        opening.sent();
        assertTrue(opening.isLate(), "both are with the worker");
        opening.answered();
        assertFalse(opening.isLate());
    }

    @Test
    void aFileIsAwaitedUntilTheWorkerHasIt() {
        opening.begin("a", () -> ran.add("a"));
        assertFalse(opening.awaitsFile(), "it is a saved network");
        opening.begin("", () -> ran.add("file"));
        opening.sent();
        assertTrue(opening.awaitsFile());
        answer();
        assertFalse(opening.awaitsFile());
        opening.drop();
        assertFalse(opening.awaitsFile());
    }

    @Test
    void aNetworkThatIsOnItsWayIsWaitedFor() {
        assertFalse(opening.whenOpen("a", () -> ran.add("none")));
        opening.begin("a", () -> ran.add("shown"));
        assertTrue(opening.whenOpen("a", () -> ran.add("trained")), "it is downloaded once");
        opening.sent();
        assertEquals(List.of(), ran);
        assertTrue(opening.whenOpen("a", () -> ran.add("trained again")));
        assertEquals(List.of(), ran);
        answer();
        assertEquals(List.of("trained again"), ran);
        assertTrue(opening.whenOpen("a", () -> ran.add("at once")));
        assertEquals(List.of("trained again", "at once"), ran);
        assertFalse(opening.whenOpen("b", () -> ran.add("b")));
        opening.drop();
        assertFalse(opening.whenOpen("a", () -> ran.add("gone")));
        assertEquals("", opening.id());
    }
}
