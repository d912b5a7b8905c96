package org.layerlab.backend.house;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SeedsTest {
    private static final String NONE = "layerlab.seeds.none";
    private static final String TOLD = "layerlab.seeds.told";

    @Test
    void halfOfTheRunsAreFresh() {
        long fresh = Seeds.starts(NONE).get(1);
        assertTrue(fresh >= 1_000 && fresh < 1_000_000_000, "begins at " + fresh);
        assertArrayEquals(new long[] {1, 2, 3, fresh, fresh + 1}, Seeds.numbers(NONE, 5));
        assertArrayEquals(Seeds.numbers(NONE, 5), Seeds.numbers(NONE, 5), "a second try makes the same runs");
        assertEquals(100, Arrays.stream(Seeds.numbers(NONE, 100)).distinct().count());
    }

    @Test
    void aPropertyNamesTheFirstOfAll() {
        System.setProperty(TOLD, "7");
        try {
            assertArrayEquals(new long[] {7, 8, 9, 10}, Seeds.numbers(TOLD, 4));
        } finally {
            System.clearProperty(TOLD);
        }
    }
}
