package org.layerlab.page.photos.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.layerlab.network.photo.PhotoRecipe;

class ExpectedTimeTest {
    @Test
    void theTutorialsUpdateIsThreePassesOfAllPhotosThroughItsLayers() {
        double once = 2.0 * (12288 * 800 + 800 * 10 + 10);
        assertEquals(3 * once * 1000, ExpectedTime.flopsOfUpdate(PhotoRecipe.tutorial(), 1000), 0.01 * 3 * once * 1000);
        assertEquals(
                10_000 * ExpectedTime.flopsOfUpdate(PhotoRecipe.tutorial(), 1000),
                ExpectedTime.flops(PhotoRecipe.tutorial(), 1000),
                1);
    }

    @Test
    void aLongRunIsSaidToBeOne() {
        assertEquals("Expected time: about 3\u00a0min on this device.", ExpectedTime.text(187));
        assertEquals("Expected time: about 1\u00a0s on this device.", ExpectedTime.text(0.2));
        assertTrue(ExpectedTime.text(3 * 3600).startsWith("Expected time: about 3\u00a0h on this device. The tab"));
        assertTrue(ExpectedTime.isLong(3 * 3600));
        assertFalse(ExpectedTime.isLong(187));
        assertFalse(ExpectedTime.isLong(Double.NaN));
    }

    @Test
    void aShortVersionTakesFiveMinutes() {
        assertEquals(0.1, ExpectedTime.shortShare(3000), 1e-9);
        assertEquals(1, ExpectedTime.shortShare(10), 0);
    }
}
