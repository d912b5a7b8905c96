package org.layerlab.page.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkPairsTest {
    @ParameterizedTest
    @CsvSource({
        "#a=1&b=2, a, 1",
        "a=1&a=2, a, 2",
        "a=1%2C2%2c3, a, '1,2,3'",
        "a= 1 , a, 1",
        "a=, a, ''",
        "a=b=c, a, b=c",
    })
    void valuesAreFoundByTheirKeys(String fragment, String key, String value) {
        assertEquals(value, new LinkPairs(fragment).get(key));
    }

    @ParameterizedTest
    @CsvSource({"'', a", "#, a", "a, a", "=1, ''", "&&, a", "b=1, a"})
    void whatIsNoPairSaysNothing(String fragment, String key) {
        assertNull(new LinkPairs(fragment).get(key));
    }

    @Test
    void whatIsSupposedFillsGapsOnly() {
        LinkPairs pairs = new LinkPairs("a=1");
        pairs.suppose("a=2&b=3");
        assertEquals("1", pairs.get("a"));
        assertEquals("3", pairs.get("b"));
    }

    @Test
    void whatNobodyAskedForStays() {
        LinkPairs pairs = new LinkPairs("#engine=js&a=1&embed=true");
        List<String> read = new ArrayList<>();
        pairs.read("a", read::add);
        pairs.read("c", read::add);
        assertEquals(List.of("1"), read);
        assertEquals(List.of("engine=js", "embed=true"), pairs.others());
        assertEquals(List.of(), pairs.problems());
    }

    @Test
    void refusalsAreCollectedInOrder() {
        LinkPairs pairs = new LinkPairs("a=1&b=2");
        for (String key : List.of("b", "a")) {
            pairs.read(key, text -> {
                throw new IllegalArgumentException(key + " cannot be " + text);
            });
        }
        assertEquals(List.of("b cannot be 2", "a cannot be 1"), pairs.problems());
    }

    @Test
    void valuesCanBeReplaced() {
        LinkPairs pairs = new LinkPairs("a=gauss");
        pairs.put("a", "blobs");
        assertEquals("blobs", pairs.get("a"));
    }
}
