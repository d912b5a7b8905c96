package org.layerlab.page.photos.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.page.training.PhotoClassifier;

class SaliencyTest {
    private static final int FEATURES = PhotoPreparation.TUTORIAL.features();
    /** Side of the square that covers, three of 16 strides. */
    private static final int SQUARE = 12;

    private static final int SIDE = PhotoPreparation.TUTORIAL.side();

    private static Saliency of(PhotoClassifier classifier, byte[] photo) {
        List<Saliency> found = new ArrayList<>();
        BooleanSupplier search = Saliency.search(classifier, photo, found::add);
        while (search.getAsBoolean()) {
            assertEquals(List.of(), found, "told before the end");
        }
        return found.get(0);
    }

    /** A network that looks at one pixel's green alone: bright is a dog. */
    private static PhotoClassifier looksAt(int x, int y) {
        double[] W = new double[FEATURES];
        W[3 * (y * SIDE + x) + 1] = 2;
        Parameters parameters = new Parameters(List.of(new Parameters.Dense(1, W.length, W, new double[1])));
        return new PhotoClassifier(
                new Network(new ReferenceKernels(), Architecture.relu(FEATURES, 1), parameters),
                PhotoPreparation.TUTORIAL,
                null);
    }

    @Test
    void onlyThePixelThatIsLookedAtIsSensitive() {
        Saliency mattered = of(looksAt(20, 33), new byte[FEATURES]);

        for (int p = 0; p < SIDE * SIDE; p++) {
            assertEquals(p == 33 * SIDE + 20 ? 2 : 0, mattered.sensitive()[p], 1e-6);
        }
    }

    @Test
    void aDenseNetworkHasNoClassMap() {
        assertEquals(0, of(looksAt(20, 33), new byte[FEATURES]).mapped().length);
    }

    @Test
    void theClassMapIsWhereAFilterFoundWhatTheOutputWeighsAndItsMeanTheAnswer() {
        // One filter takes green as it is, and pools of 16 pixels a side leave 4×4; the output weighs it by 3.
        Architecture architecture =
                Architecture.parse("64x64x3,conv1x1,pool2,pool2,pool2,pool2,gap,1", Activation.RELU);
        PhotoClassifier classifier = new PhotoClassifier(
                new Network(
                        new ReferenceKernels(),
                        architecture,
                        new Parameters(List.of(
                                new Parameters.Dense(1, 3, new double[] {0, 1, 0}, new double[1]),
                                new Parameters.Dense(1, 1, new double[] {3}, new double[1])))),
                PhotoPreparation.TUTORIAL,
                null);
        byte[] photo = new byte[FEATURES];
        photo[3 * (20 * SIDE + 40) + 1] = (byte) 255;

        float[] mapped = of(classifier, photo).mapped();

        double sum = 0;
        for (int p = 0; p < SIDE * SIDE; p++) {
            sum += mapped[p];
            boolean near = Math.abs(2 * (p % SIDE) + 1 - 80) < 32 && Math.abs(2 * (p / SIDE) + 1 - 48) < 32;
            assertEquals(near, mapped[p] > 0, "pixel " + p);
        }
        assertEquals(3.0 / 16, sum / (SIDE * SIDE), 1e-6);
    }

    @Test
    void coveringWhatSpeaksForADogIsToldAroundItAndNowhereElse() {
        byte[] photo = new byte[FEATURES];
        photo[3 * (33 * SIDE + 20) + 1] = (byte) 255;

        Saliency mattered = of(looksAt(20, 33), photo);

        assertTrue(mattered.covered()[33 * SIDE + 20] > 1.9, "covered " + mattered.covered()[33 * SIDE + 20]);
        for (int p = 0; p < SIDE * SIDE; p++) {
            boolean near = Math.abs(p % SIDE - 20) < SQUARE && Math.abs(p / SIDE - 33) < SQUARE;
            assertTrue(near || mattered.covered()[p] == 0, "pixel " + p);
        }
    }

    @Test
    void aPhotoOfAnotherSideThanTheNetworksGetsAMapOfItsOwnSide() {
        byte[] photo = new byte[96 * 96 * 3];
        Saliency mattered = of(looksAt(20, 33), photo);
        assertEquals(96 * 96, mattered.sensitive().length);
        assertEquals(96 * 96, mattered.covered().length);
        double sum = 0;
        for (int p = 0; p < 96 * 96; p++) {
            sum += mattered.sensitive()[p];
            boolean near = Math.abs(p % 96 - 30) < 2 && Math.abs(p / 96 - 50) < 2;
            assertTrue(near || mattered.sensitive()[p] == 0, "pixel " + p);
        }
        assertEquals(2, sum, 0.9);
    }
}
