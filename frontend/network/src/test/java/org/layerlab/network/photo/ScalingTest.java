package org.layerlab.network.photo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.ChannelOrder;
import org.layerlab.network.data.Crop;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.Resize;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.HashRandom;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.verdict.Predictor;

class ScalingTest {
    private static final int SIDE = 32;

    private static PhotoPreparation prepared(ChannelOrder order, double divisor) {
        return new PhotoPreparation(SIDE, order, divisor, Resize.AREA, Crop.CENTER);
    }

    /** Opaque pixels as a canvas gives them. */
    private static byte[] photo(int seed) {
        byte[] rgba = new byte[SIDE * SIDE * 4];
        for (int i = 0; i < rgba.length; i++) {
            rgba[i] = i % 4 == 3 ? (byte) 255 : (byte) (256 * HashRandom.uniform(seed, i));
        }
        return rgba;
    }

    private static double answer(Architecture architecture, Parameters parameters, byte[] photo, PhotoPreparation how) {
        double[] features = how.features(how.prepare(SIDE, SIDE, photo, 1));
        return new Predictor(new Network(new ReferenceKernels(), architecture, parameters))
                .probabilities(features, 1)[0];
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3072, 6, 1",
                "3072, 1",
                "32x32x3, conv3x4s2, bn, relu, gap, 1",
                "32x32x3, conv3x4, leakyRelu, gap, 1"
            })
    void aFoldedNetworkSaysOfPlainPhotosWhatTheOtherSaysOfItsOwn(String layers) {
        Architecture architecture = Architecture.parse(layers, Activation.TANH);
        Parameters parameters = Initialization.HE.parameters(architecture, 7);
        for (ChannelOrder order : ChannelOrder.values()) {
            for (double divisor : new double[] {1, 127.5, 255, 1000}) {
                PhotoPreparation how = prepared(order, divisor);
                Parameters folded = Scaling.fold(parameters, architecture, how);
                architecture.require(folded);
                for (int seed = 0; seed < 3; seed++) {
                    byte[] photo = photo(seed);
                    assertEquals(
                            answer(architecture, parameters, photo, how),
                            answer(architecture, folded, photo, prepared(ChannelOrder.BGR, 255)),
                            1e-9,
                            layers + " by " + how);
                }
            }
        }
    }

    @Test
    void theGivenParametersStayAsTheyAre() {
        Architecture architecture = Architecture.relu(3072, 2, 1);
        Parameters parameters = Initialization.HE.parameters(architecture, 1);
        double[] before = parameters.layers().get(0).W().clone();
        Parameters folded = Scaling.fold(parameters, architecture, prepared(ChannelOrder.BGR, 51));
        assertArrayEquals(before, parameters.layers().get(0).W());
        assertEquals(5 * before[0], folded.layers().get(0).W()[0], 1e-15);
        double[] swapped = Scaling.fold(parameters, architecture, prepared(ChannelOrder.RGB, 255))
                .layers()
                .get(0)
                .W();
        assertArrayEquals(new double[] {before[2], before[1], before[0], before[5]}, Arrays.copyOf(swapped, 4));
        assertArrayEquals(parameters.layers().get(0).b(), folded.layers().get(0).b());
        assertSame(parameters.layers().get(1), folded.layers().get(1));
        PhotoPreparation plain = prepared(ChannelOrder.BGR, 255);
        assertSame(parameters, Scaling.fold(parameters, architecture, plain), "plain photos need no folding");
    }

    @Test
    void nothingIsFoldedBehindALayerWithoutWeights() {
        Architecture architecture = Architecture.parse("32x32x3, sigmoid, conv3x4, gap, 1", Activation.RELU);
        Parameters parameters = Initialization.HE.parameters(architecture, 1);
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> Scaling.fold(parameters, architecture, prepared(ChannelOrder.BGR, 1)));
        assertTrue(String.valueOf(e.getMessage()).contains("sigmoid"), e.getMessage());
    }
}
