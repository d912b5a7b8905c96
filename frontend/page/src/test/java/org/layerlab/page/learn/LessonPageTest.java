package org.layerlab.page.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LessonPageTest {
    @ParameterizedTest
    @CsvSource({
        "/#dataset=xor&iterations=300&embed=true, 300",
        "/#iterations=300&dataset=xor&embed=true, 300",
        "/#dataset=xor&goalIterations=300&embed=true, 2147483647"
    })
    void aRunEndsWhereItsLinkSaysWhereverThatStands(String address, int iterations) {
        assertEquals(iterations, LessonPage.iterations(address));
    }
}
