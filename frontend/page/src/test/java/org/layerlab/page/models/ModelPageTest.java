package org.layerlab.page.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelPageTest {
    @ParameterizedTest
    @ValueSource(strings = {"/m/moons-3f", "/m/moons-3f/", "/m/moons-3f//"})
    void thePathOfAModelEndsItsIdAtTheNextSlash(String path) {
        assertEquals("moons-3f", ModelPage.id(path));
    }
}
