package org.layerlab.network.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LabeledPhotosTest {
    private static final int M = 10;
    private static final int SIDE = 64;
    private static final int FEATURES = PhotoPreparation.TUTORIAL.features();
    private final LabeledPhotos photos = numbered(M);

    /** Photos whose bytes all say which one it is; odd ones are dogs. */
    private static LabeledPhotos numbered(int m) {
        byte[] X = new byte[m * FEATURES];
        byte[] Y = new byte[m];
        for (int i = 0; i < X.length; i++) {
            X[i] = (byte) (i / FEATURES);
        }
        for (int i = 0; i < m; i++) {
            Y[i] = (byte) (i % 2);
        }
        return new LabeledPhotos(X, Y, SIDE);
    }

    @Test
    void asManyPixelsAsLabelsAreRequired() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new LabeledPhotos(new byte[5], new byte[1], SIDE));
        assertTrue(String.valueOf(refused.getMessage()).contains("5 values for 1 labels"), refused.getMessage());
    }

    @Test
    void aSubsetIsWhatSubsetDrawsWithItsLabels() {
        int[] drawn = Subset.of(M, 4, 7);
        LabeledPhotos some = photos.subset(4, 7);
        assertEquals(4, some.size());
        for (int k = 0; k < drawn.length; k++) {
            assertEquals(drawn[k], some.X()[k * FEATURES]);
            assertEquals(drawn[k], some.X()[(k + 1) * FEATURES - 1]);
            assertEquals(drawn[k] % 2, some.Y()[k]);
        }
    }

    @Test
    void aLimitThatLeavesNothingOutCopiesNothing() {
        assertSame(photos, photos.subset(M, 1));
        assertSame(photos, photos.subset(M + 1, 1));
    }

    @Test
    void aPartFollowsTheOrderOfItsIndices() {
        LabeledPhotos part = photos.part(new int[] {9, 0, 4});
        assertArrayEquals(new byte[] {1, 0, 0}, part.Y());
        assertEquals(9, part.X()[0]);
        assertEquals(4, part.X()[2 * FEATURES]);
        assertEquals(0, photos.part(new int[0]).size());
    }

    @Test
    void photosAreCopiedOut() {
        byte[] two = photos.photos(3, 2);
        assertEquals(2 * FEATURES, two.length);
        assertEquals(3, two[0]);
        assertEquals(4, two[FEATURES]);
        two[0] = 99;
        assertEquals(3, photos.X()[3 * FEATURES]);
    }

    @Test
    void theSetHasTheSamePhotos() {
        PhotoSet set = photos.set();
        assertEquals(M, set.size());
        assertEquals(FEATURES, set.features());
        assertEquals(1, set.label(3));
    }

    @Test
    void theFingerprintTellsOtherPhotosAndOtherLabels() {
        assertEquals(numbered(M).fingerprint(), photos.fingerprint());
        byte[] Y = photos.Y().clone();
        Y[2] = 1;
        assertNotEquals(new LabeledPhotos(photos.X(), Y, SIDE).fingerprint(), photos.fingerprint());
        byte[] X = photos.X().clone();
        X[1009] = 77;
        assertNotEquals(new LabeledPhotos(X, photos.Y(), SIDE).fingerprint(), photos.fingerprint());
    }
}
