package org.layerlab.page.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class HandedInTest {
    private final HandedIn handed = new HandedIn();

    @Test
    void whatIsKeptComesBack() {
        handed.add("abcdefgh23456777", "Mia M.");
        handed.add("cats-and-dogs", "<b>Ben</b>");
        HandedIn same = new HandedIn();
        same.recall(handed.kept());
        assertEquals(handed.list(), same.list());
        HandedIn other = new HandedIn();
        other.recall(null);
        other.recall("");
        other.recall("BCDFGH\n\nabc\n x\n/m/x Mia");
        assertEquals(List.of(), other.list());
    }

    @Test
    void aListIsCopiedAsLinesOfNameAndAddress() {
        handed.add("abc", "Mia");
        handed.add("def", "Ben");
        assertEquals(
                "Mia\thttps://example.org/m/abc\nBen\thttps://example.org/m/def\n",
                handed.lines("https://example.org"));
    }

    @Test
    void itIsNewOnlyWhenItHasChanged() {
        assertFalse(handed.isNew());
        handed.add("abc", "Mia");
        assertTrue(handed.isNew());
        assertFalse(handed.isNew());
        handed.add("abc", "Mia");
        handed.remove("def");
        assertFalse(handed.isNew());
        handed.add("abc", "Mia M.");
        assertTrue(handed.isNew());
        handed.remove("abc");
        assertTrue(handed.isNew());
        handed.clear();
        assertTrue(handed.isNew());
    }

    @Test
    void thereIsABoundToWhatIsKept() {
        for (int i = 0; i <= HandedIn.MOST; i++) {
            handed.add("m" + i, "P");
        }
        assertEquals(HandedIn.MOST, handed.list().size());
        assertEquals("m1", handed.list().get(0).model(), "the oldest went first");
        handed.clear();
        handed.add("m".repeat(65), "P");
        handed.add("m", "P".repeat(101));
        handed.add("a b", "P");
        handed.add("a/b", "P");
        assertEquals(List.of(), handed.list());
    }
}
