package org.layerlab.backend.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.verdict.Familiarity;
import org.layerlab.network.verdict.Predictor;

class FamiliarityFitTest {
    private static final int SIDE = 2;
    private final Random random = new Random(3);

    /** Takes blue and green as they are. */
    private final Network network = new Network(
            new ReferenceKernels(),
            Architecture.parse("2x2x3,conv1x2,relu,gap,1", Activation.RELU),
            new Parameters(List.of(
                    new Parameters.Dense(2, 3, new double[] {1, 0, 0, 0, 1, 0}, new double[2]),
                    new Parameters.Dense(1, 2, new double[2], new double[1]))));

    /** In cats and dogs blue and green are both bright or both dark; in the last pictures, which are neither, one is bright. */
    private PhotoSet photos(int familiar, int neither) {
        int pixels = SIDE * SIDE;
        byte[] photos = new byte[(familiar + neither) * pixels * 3];
        byte[] labels = new byte[familiar + neither];
        for (int example = 0; example < labels.length; example++) {
            boolean alike = example < familiar;
            labels[example] = (byte) (alike ? example % 2 : PhotoSet.NEITHER);
            boolean blue = random.nextBoolean();
            for (int pixel = 0; pixel < pixels; pixel++) {
                int at = (example * pixels + pixel) * 3;
                photos[at] = shade(blue);
                photos[at + 1] = shade(blue == alike);
                photos[at + 2] = shade(random.nextBoolean());
            }
        }
        return new PhotoSet(photos, labels, SIDE);
    }

    private byte shade(boolean bright) {
        return (byte) (random.nextInt(80) + (bright ? 150 : 20));
    }

    /** The share of examples that are correctly called familiar or neither. */
    private double right(Familiarity familiarity) {
        PhotoSet unseen = photos(200, 200);
        double[] found = new Predictor(network, familiarity).answers(unseen).found();
        int right = 0;
        for (int j = 0; j < found.length; j++) {
            right += found[j] > 0.5 == j < 200 ? 1 : 0;
        }
        return right / (double) found.length;
    }

    @Test
    void manyPicturesTeachHiddenUnitsWhatNoStraightLineDivides() {
        PhotoSet photos = photos(1000, 1000);
        Familiarity familiarity = FamiliarityFit.of(network, List.of(photos, photos), 1, looked -> {});
        familiarity.requireFitting(network.architecture());
        assertEquals(
                3 * 16,
                Objects.requireNonNull(familiarity.hidden(), "1,000 pictures, each shown twice")
                        .b()
                        .length,
                "three networks in one");
        assertTrue(right(familiarity) > 0.95, () -> right(familiarity) + " are right");
        assertEquals(familiarity, FamiliarityFit.of(network, List.of(photos, photos), 1, looked -> {}));
    }

    @Test
    void fewPicturesTeachAWeightForEachFeature() {
        PhotoSet photos = photos(100, 100);
        Familiarity familiarity = FamiliarityFit.of(network, List.of(photos), 1, looked -> {});
        familiarity.requireFitting(network.architecture());
        assertNull(familiarity.hidden());
    }
}
