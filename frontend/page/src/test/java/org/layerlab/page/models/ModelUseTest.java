package org.layerlab.page.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ModelUseTest {
    @Test
    void theInputsTellTheUse() {
        assertEquals(ModelUse.POINTS, ModelUse.of(2, 0));
        assertEquals(ModelUse.PHOTOS, ModelUse.of(64 * 64 * 3, 0));
        assertEquals(ModelUse.NONE, ModelUse.of(3, 0));
        assertEquals(ModelUse.POINTS, ModelUse.of(3, 3), "features of points");
    }

    @Test
    void aUseLeadsToItsPage() {
        assertEquals("/", ModelUse.POINTS.page());
        assertEquals("Open in the playground", ModelUse.POINTS.action());
        assertEquals("/photos", ModelUse.PHOTOS.page());
        assertEquals("Try it on photos", ModelUse.PHOTOS.action());
        assertEquals("", ModelUse.NONE.action());
    }

    @Test
    void whatFitsNowhereIsTold() {
        String text = ModelUse.NONE.describe(1000);
        assertTrue(text.startsWith("It takes 1,000 numbers, neither points (2) nor photos (12,288)"), text);
        assertTrue(ModelUse.PHOTOS.describe(12288).contains("64 × 64"));
        assertTrue(ModelUse.POINTS.describe(2).contains("plane"));
    }
}
