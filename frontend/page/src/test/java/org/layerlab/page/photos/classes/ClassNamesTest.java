package org.layerlab.page.photos.classes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassNamesTest {
    @Test
    void namesThatDifferInCaseAloneReadTheSame() {
        assertEquals("CATS", ClassNames.twice(List.of("cats", "dogs", "CATS", "Dogs")));
        assertEquals("", ClassNames.twice(List.of("cats", "dogs", "cat")));
        assertEquals("", ClassNames.twice(List.of()));
    }
}
