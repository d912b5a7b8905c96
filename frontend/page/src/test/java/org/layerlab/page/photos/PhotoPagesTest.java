package org.layerlab.page.photos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhotoPagesTest {
    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "verdict-card, ''",
        "parent=abc, ''",
        "engine=js, ''",
        "continue=file, ''",
        "continue=abc, /photos/train",
        "engine=js&continue=abc, /photos/train",
        "parent=abc&fork=true, /photos/train",
        "fork=true, ''",
        "train-form, /photos/train",
        "learned, /photos/train",
        "gallery-card, /photos/train",
        "classes-card, /photos/classes"
    })
    void oldLinksOpenTheCurrentPage(String fragment, String page) {
        assertEquals(page, PhotoPages.meant(fragment));
        assertEquals(page, PhotoPages.meant("#" + fragment));
    }
}
