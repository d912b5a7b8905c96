package org.layerlab.network.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AugmentationTest {
    private static Augmentation augmentation(int shift, double zoom, double tint, double crop, double origins) {
        return new Augmentation(true, shift, zoom, tint, crop, origins, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0, 0, 1, 0, shift",
        "33, 0, 0, 1, 0, shift",
        "0, -0.1, 0, 1, 0, zoom",
        "0, 1.1, 0, 1, 0, zoom",
        "0, NaN, 0, 1, 0, zoom",
        "0, 0, 2, 1, 0, tint",
        "0, 0, 0, 0.04, 0, random crop",
        "0, 0, 0, 1.01, 0, random crop",
        "0, 0, 0, NaN, 0, random crop",
        "0, 0, 0, 1, -0.5, other cameras",
        "0, 0, 0, 1, 1.5, other cameras"
    })
    void valuesOutOfRangeAreRefusedByName(
            int shift, double zoom, double tint, double crop, double origins, String name) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> augmentation(shift, zoom, tint, crop, origins));
        assertTrue(String.valueOf(refused.getMessage()).startsWith(name), refused.getMessage());
    }

    @Test
    void atMostHalfOfTheShowingsAreMadeUp() {
        for (double outliers : new double[] {-0.1, 0.6, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new Augmentation(true, 0, 0, 0, 1, 0, outliers, 0));
        }
        assertEquals(0.5, new Augmentation(true, 0, 0, 0, 1, 0, 0.5, 0).outliers());
    }

    @Test
    void noMoreThanAllShowingsAreMixed() {
        for (double share : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new Augmentation(true, 0, 0, 0, 1, 0, 0, share));
        }
        Augmentation mixed = new Augmentation(true, 3, 0.1, 0.2, 1, 0.3, 0.4, 1);
        assertEquals(new Augmentation(true, 3, 0.1, 0.2, 1, 0.3, 0.4, 0), mixed.withoutMixUp());
    }

    @Test
    void aRandomCropGoesWithNeitherShiftNorZoom() {
        for (Runnable both :
                new Runnable[] {() -> augmentation(3, 0, 0, 0.5, 0), () -> augmentation(0, 0.2, 0, 0.5, 0)}) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, both::run);
            assertEquals(
                    "a random crop moves and zooms photos already: with it, shift and zoom must be 0",
                    refused.getMessage());
        }
        assertFalse(augmentation(0, 0, 0.3, 0.05, 1).none());
    }

    @Test
    void onlyWhatChangesNothingIsNone() {
        assertTrue(Augmentation.NONE.none());
        assertFalse(new Augmentation(true, 0).none());
        for (Augmentation some : new Augmentation[] {
            new Augmentation(false, 1, 0, 0, 1, 0, 0, 0),
            new Augmentation(false, 0, 0.1, 0, 1, 0, 0, 0),
            new Augmentation(false, 0, 0, 0.1, 1, 0, 0, 0),
            new Augmentation(false, 0, 0, 0, 0.9, 0, 0, 0),
            new Augmentation(false, 0, 0, 0, 1, 0.1, 0, 0),
            new Augmentation(false, 0, 0, 0, 1, 0, 0.1, 0),
            new Augmentation(false, 0, 0, 0, 1, 0, 0, 0.1)
        }) {
            assertFalse(some.none(), some.toString());
        }
    }
}
