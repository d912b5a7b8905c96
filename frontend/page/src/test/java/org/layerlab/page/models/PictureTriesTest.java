package org.layerlab.page.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.layerlab.page.browser.ManualTime;

class PictureTriesTest {
    private final ManualTime time = new ManualTime();
    private int asked;

    @Test
    void aPictureThatDoesNotComeIsAskedForTwiceMore() {
        PictureTries tries = new PictureTries(time, () -> 0.5, () -> asked++);
        tries.failed();
        time.pass(2999);
        assertEquals(0, asked);
        time.pass(1);
        assertEquals(1, asked);
        tries.failed();
        time.pass(9000);
        assertEquals(2, asked);
        tries.failed();
        time.pass(100_000);
        assertEquals(2, asked);
    }
}
