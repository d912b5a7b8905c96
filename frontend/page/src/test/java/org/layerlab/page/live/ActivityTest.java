package org.layerlab.page.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.page.settings.PlayRow;
import org.layerlab.page.settings.PlayRows;

class ActivityTest {
    private static final String HERE = "http://10.0.0.5:8080";

    @ParameterizedTest
    @CsvSource({
        "https://example.org/#dataset=xor&noise=5, false, dataset=xor&noise=5",
        "http://10.0.0.5:8080/#networkShape=3, false, networkShape=3",
        "example.org/?from=mail#dataset=xor, false, dataset=xor",
        "https://example.org#dataset=xor, false, dataset=xor",
        "dataset=xor, false, dataset=xor",
        "lang=de&engine=wasm&dataset=xor, false, lang=de&engine=wasm&dataset=xor",
        "dataset=xor&points=ab-_~%20, false, dataset=xor&points=ab-_~%20",
        "'  #dataset=xor ', false, dataset=xor",
        "/#embed=true&goalTest=90, false, embed=true&goalTest=90",
        "#noise_fixed=true, false, noise_fixed=true",
        "#continue=abcdefgh23456777, false, continue=abcdefgh23456777",
        "#lesson=see%20/learn/one-unit, false, lesson=see%20/learn/one-unit",
        "http://10.0.0.5:8080/, false, ''",
        "http://10.0.0.5:8080, false, ''",
        "http://10.0.0.5:8080/#, false, ''",
        "/, false, ''",
        "/#, false, ''",
        "https://example.org/learn/one-unit#lang=de, true, one-unit",
        "example.org/learn/one-unit, true, one-unit",
        "/learn/two-moons?x=1, true, two-moons",
        "https://example.org/learn/own/aB_9-z#lang=de, true, own/aB_9-z",
        "'/learn/own/aB_9-z.', true, own/aB_9-z"
    })
    void linksOfPlaygroundsAndLessonsAreTaken(String given, boolean isLesson, String link) {
        assertEquals(new Activity(isLesson, link, 0), Activity.ofLink(given, HERE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "#",
                "hello",
                "hello#dataset",
                "xor",
                "dataset",
                "=dataset",
                "a=1&dataset=xor",
                "javascript:alert(1)",
                "javascript:alert(1)//&dataset=xor",
                "data:text/html,<b>",
                "/m/abcdefgh23456777",
                "/m/abcdefgh23456777#dataset=xor",
                "http://10.0.0.5:8080/m/abcdefgh23456777",
                "/photos",
                "/photos/train#learningRate=0.1",
                "http://10.0.0.5:8080/class",
                "/c/BCDFGH",
                "/learn",
                "/learn/?x",
                "/learn/own/",
                "/learn/own/.",
                "/learn/#dataset=xor",
                "https://example.org/",
                "https://example.org/#",
                "https://example.org/#x=1",
                "//example.org/",
                "http://10.0.0.5:8080/#hello",
                "#lang=de",
                "dataset=a|b",
                "dataset=a b",
                "dataset=<img>",
                "dataset=ä"
            })
    void anythingElseIsNotSent(String given) {
        assertNull(Activity.ofLink(given, HERE));
    }

    @Test
    void aLessonsAddressNamesThePupilAndTheRound() {
        assertEquals(
                "/learn/one-unit#embed=true&seat=BCDFGH-run-3-2",
                new Activity(true, "one-unit", 2).address("BCDFGH-run-3"));
        assertEquals("/#dataset=xor", new Activity(false, "dataset=xor", 2).address("BCDFGH-run-3"));
    }

    @Test
    void noLinkIsLongerThanAServerTakes() {
        assertNotNull(Activity.ofLink("points=" + "a".repeat(11_000), HERE));
        assertNull(Activity.ofLink("points=" + "a".repeat(12_000), HERE));
    }

    @Test
    void eachSettingOfThePlaygroundIsKnown() {
        for (PlayRow<?> row : PlayRows.ALL) {
            assertNotNull(Activity.ofLink(row.key() + "=1", HERE), row.key());
        }
    }
}
