package org.layerlab.page.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
    @Test
    void aLinkWithoutOneComesFromNowhere() {
        assertEquals(Origin.NONE, Origin.of(List.of()));
        assertEquals(Origin.NONE, Origin.of(List.of("seed=3", "dataset=moons")));
    }

    @Test
    void aLinkContinuesOrForks() {
        Origin continued = Origin.of(List.of("seed=3", Origin.continues("quiet-owl-17")));
        assertEquals("quiet-owl-17", continued.id());
        assertTrue(continued.continued());
        assertEquals("quiet-owl-17", continued.parent());
        Origin forked = Origin.of(List.of(Origin.forks("quiet-owl-17")));
        assertEquals("quiet-owl-17", forked.id());
        assertFalse(forked.continued());
    }

    @Test
    void toContinueGoesBeforeAParent() {
        Origin origin = Origin.of(List.of(Origin.forks("a"), Origin.continues("b")));
        assertEquals(new Origin("b", true), origin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upper", "a/b", "a b", "../x", "é"})
    void idsThatNoModelHasAreIgnored(String id) {
        assertEquals(Origin.NONE, Origin.of(List.of(Origin.continues(id))));
    }

    @Test
    void idsHaveALimit() {
        assertEquals(Origin.NONE, Origin.of(List.of(Origin.continues("a".repeat(65)))));
        assertEquals(
                64, Origin.of(List.of(Origin.continues("a".repeat(64)))).id().length());
    }

    @Test
    void aFileOfAnotherPageHasNoParent() {
        Origin file = Origin.of(List.of(Origin.continuesFile()));
        assertTrue(file.continued());
        assertEquals("", file.parent());
    }

    @Test
    void aFreshRunIsAForkOfWhatItContinued() {
        assertEquals(List.of("seed=1", Origin.forks("a")), Origin.restarted(List.of("seed=1", Origin.continues("a"))));
        assertEquals(List.of("seed=1"), Origin.restarted(List.of("seed=1", Origin.continuesFile())));
        assertEquals(List.of("seed=1"), Origin.restarted(List.of("seed=1", Origin.continues("BAD"))));
    }

    @Test
    void anotherOriginTakesTheFirstAway() {
        assertEquals(List.of("seed=1"), Origin.without(List.of(Origin.forks("a"), "seed=1", Origin.continues("b"))));
    }
}
