package org.layerlab.page.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassCodeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "BCDFGH",
                "bcdfgh",
                "  BCD fgh ",
                "b c d f g h",
                "BCD-FGH",
                "\u00a0BCD\u00a0FGH\t",
                "https://example.org/c/BCDFGH",
                "http://10.0.0.5:8080/c/bcdfgh ",
                "example.org/c/bcdfgh/",
                "/c/BCDFGH?x=1",
                "/c/BCDFGH#engine=js"
            })
    void aCodeIsFoundInWhatIsTyped(String typed) {
        assertEquals("BCDFGH", ClassCode.of(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/c/BCDFGH", "/c/bcdfgh", "/c/bcdfgh/", "/c/BCDFGH//x"})
    void thePathOfAClassEndsItsCodeAtTheNextSlash(String path) {
        assertEquals("BCDFGH", ClassCode.ofPath(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "BCDFG",
                "BCDFGHJ",
                "BCDFG1",
                "123456",
                "ABCDFG",
                "BCDFGY",
                "BCD/FGH",
                "ÄBCDFG",
                "https://example.org/c/",
                "https://example.org/c/BCDFG",
                "https://example.org/BCDFGH"
            })
    void anythingElseIsNoCode(String typed) {
        assertEquals("", ClassCode.of(typed));
    }
}
