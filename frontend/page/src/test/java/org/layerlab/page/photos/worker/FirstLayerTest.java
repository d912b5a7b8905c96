package org.layerlab.page.photos.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Parameters;

class FirstLayerTest {
    private static final int FEATURES = PhotoPreparation.TUTORIAL.features();

    private static final Architecture SHAPE = Architecture.relu(FEATURES, 3, 1);
    private static final int LEARNED = 5000;

    private final Parameters start = Initialization.HE.parameters(SHAPE, 4);

    /** Half of the start is left, and unit 1 has learned one large weight. */
    private Parameters learned() {
        List<Parameters.Dense> layers = new ArrayList<>(start.layers());
        double[] W = layers.get(0).W().clone();
        for (int i = 0; i < W.length; i++) {
            W[i] /= 2;
        }
        W[FEATURES + LEARNED] += 0.5;
        layers.set(0, new Parameters.Dense(3, FEATURES, W, new double[3]));
        layers.set(1, new Parameters.Dense(1, 3, new double[] {0.01, -3, 0.01}, new double[1]));
        return new Parameters(layers);
    }

    @Test
    void whatIsLeftOfTheStartIsTakenOffSoThatWhatWasLearnedShows() {
        FirstLayer layer = FirstLayer.of(learned(), 1, start);

        assertTrue(layer.lessStart());
        assertEquals(3, layer.units());
        int far = 0;
        for (int i = 0; i < FEATURES; i++) {
            far = Math.max(far, i == LEARNED ? 0 : Math.abs((layer.pictures()[i] & 0xff) - 128));
        }
        assertEquals(255, layer.pictures()[LEARNED] & 0xff);
        assertTrue(far < 10, "noise of " + far);
        assertTrue(layer.dogwards()[0] < 0, "unit 1 speaks for cats");
    }

    @Test
    void aStartThatIsNotTheNetworksOwnIsLeftAlone() {
        Parameters other = Initialization.HE.parameters(SHAPE, 5);

        assertFalse(FirstLayer.of(learned(), 3, other).lessStart());
        assertFalse(FirstLayer.of(learned(), 3, null).lessStart());
    }
}
