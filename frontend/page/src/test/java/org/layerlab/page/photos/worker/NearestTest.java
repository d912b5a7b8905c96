package org.layerlab.page.photos.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.LabeledPhotos;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.page.training.PhotoClassifier;

class NearestTest {
    private static final int FEATURES = PhotoPreparation.TUTORIAL.features();

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"12288,1", "12288,6,1"})
    void aPhotoIsNearestToItselfThenToItsLikeness(String layers) {
        int m = 150;
        byte[] X = new byte[m * FEATURES];
        NumpyRandom random = new NumpyRandom(3);
        for (int i = 0; i < X.length; i++) {
            X[i] = (byte) (random.uniform() * 256);
        }
        // 149 is 7 with a few other pixels.
        System.arraycopy(X, 7 * FEATURES, X, 149 * FEATURES, FEATURES);
        X[149 * FEATURES + 30] ^= 1;
        LabeledPhotos photos = new LabeledPhotos(X, new byte[m], 64);
        Architecture shape = Architecture.parse(layers, Activation.LINEAR);
        PhotoClassifier classifier = new PhotoClassifier(
                new Network(new ReferenceKernels(), shape, Initialization.HE.parameters(shape, 1)),
                PhotoPreparation.TUTORIAL,
                null);

        List<Integer> found = new ArrayList<>();
        Nearest search = new Nearest(
                classifier, photos.photos(7, 1), photos, 3, best -> best.forEach(one -> found.add(one.index())));
        while (search.getAsBoolean()) {
            assertEquals(List.of(), found);
        }

        assertEquals(List.of(7, 149), found.subList(0, 2));
        assertEquals(3, found.size());
    }
}
