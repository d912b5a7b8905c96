package org.layerlab.page.photos.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.page.parts.Origin;

class RunLinkTest {
    @Test
    void aKeptRunHasTheParentThatItsLinkNamesSinceItTrained() {
        assertEquals("quiet-owl-17", RunLink.parentOf(List.of("engine=js", Origin.forks("quiet-owl-17"))));
        assertEquals("", RunLink.parentOf(List.of("engine=js")));
    }

    @Test
    void aModelThatWaitsToBeContinuedOrForkedIsNotItsParent() {
        assertEquals("", RunLink.parentOf(List.of(Origin.continues("quiet-owl-17"))));
        assertEquals("", RunLink.parentOf(List.of(Origin.forks("quiet-owl-17"), Origin.FORKED)));
        assertEquals("", RunLink.parentOf(List.of(Origin.continuesFile())));
    }
}
