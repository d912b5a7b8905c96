package org.layerlab.page.photos;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MeasuredPhotosTest {
    private final MeasuredPhotos measured = new MeasuredPhotos();

    @BeforeEach
    void measure() {
        measured.told(7, false);
        measured.put("train", new double[] {0.1});
        measured.put("test", new double[] {0.9});
    }

    @Test
    void whatANetworkSaidOfTheTrainingPhotosHoldsUntilItMoves() {
        measured.told(7, false);
        assertArrayEquals(new double[] {0.1}, measured.of("train"));
        measured.told(8, false);
        assertNull(measured.of("train"));
        assertArrayEquals(new double[] {0.9}, measured.of("test"), "it is told afresh");
    }

    @Test
    void aRunThatIsOverMayHaveOtherParameters() {
        measured.told(7, true);
        assertNull(measured.of("train"));
        assertNotNull(measured.of("test"));
    }

    @Test
    void otherPhotosAreNotMeasured() {
        measured.clear();
        assertNull(measured.of("train"));
        assertNull(measured.of("test"));
    }
}
