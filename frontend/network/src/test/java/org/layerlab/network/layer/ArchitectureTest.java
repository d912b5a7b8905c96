package org.layerlab.network.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.MapShape;

class ArchitectureTest {
    @Test
    void aListOfUnitsIsADenseNetwork() {
        Architecture architecture = Architecture.parse(" 12288,800, 10,1", Activation.TANH);
        assertTrue(architecture.isDense());
        assertEquals("12288, 800, 10, 1", architecture.toString());
        assertEquals(List.of(12288, 800, 10, 1), architecture.layerDims());
        assertEquals(List.of(Activation.TANH, Activation.TANH, Activation.SIGMOID), architecture.activations());
        assertEquals(
                new Architecture(architecture.layerDims(), architecture.activations()),
                architecture,
                "made from sizes and activations");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "64x64x3, conv3x32, bn, relu, pool2, conv5x64s2p1, leakyRelu, gap, dropout0.25, 1",
                "64x64x3, conv1x8p0, sigmoid, 10, 7tanh, 1",
                "9x5x1, conv3x2, pool3, softmax10",
                "32x32x3, conv3x16s2, skip, dw3, bn, hardSwish, skip, dw5, add, add, dw3s2p0, gap, 1",
                "784, 100, softmax10",
                "20, 10, bn, 1"
            })
    void otherLayersReadBackAsTheyAreWritten(String layers) {
        Architecture architecture = Architecture.parse(layers, Activation.RELU);
        assertFalse(architecture.isDense());
        assertEquals(layers.replace("conv1x8p0", "conv1x8"), architecture.toString());
        assertEquals(architecture, Architecture.parse(architecture.toString(), Activation.RELU));
    }

    @Test
    void shapesAndCountsAreThoseOfTheLayers() {
        Architecture architecture =
                Architecture.parse("8x6x3,conv3x4,bn,relu,pool2,conv3x5s2p0,relu,gap,softmax3", Activation.RELU);
        assertEquals(new MapShape(8, 6, 4), architecture.shape(1));
        assertEquals(new MapShape(4, 3, 4), architecture.shape(4));
        assertEquals(new MapShape(1, 1, 5), architecture.shape(5));
        assertEquals(3, architecture.classes());
        assertEquals(List.of(144, 4, 5, 3), architecture.layerDims());
        assertEquals(
                List.of(Activation.RELU, Activation.RELU, Activation.LINEAR),
                architecture.activations(),
                "the softmax has none");
        assertEquals(4 * 27 + 4 + 8 + 5 * 36 + 5 + 3 * 5 + 3, architecture.parameterCount());
        assertEquals(2.0 * (48 * 4 * 27 + 5 * 36 + 15), architecture.flops());
    }

    @Test
    void aDepthwiseConvolutionHasAFilterForEachChannelAndASkipNothing() {
        Architecture architecture =
                Architecture.parse("8x6x3,conv1x4,skip,dw3,bn,relu,add,dw5s2,gap,1", Activation.RELU);
        assertEquals(new MapShape(8, 6, 4), architecture.shape(6));
        assertEquals(new MapShape(4, 3, 4), architecture.shape(8 - 1));
        assertEquals(List.of(144, 4, 4, 4, 1), architecture.layerDims());
        assertEquals(4 * 3 + 4 + 4 * 9 + 4 + 8 + 4 * 25 + 4 + 4 + 1, architecture.parameterCount());
        assertEquals(2.0 * (48 * 4 * 3 + 48 * 4 * 9 + 12 * 4 * 25 + 4), architecture.flops());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "64x64x3,conv4x8,1; 4x4",
                "64x64x3,conv3x0,1; 0 filters",
                "64x64x3,conv3,1; conv3x64",
                "64x64x3,conv3x8q,1; 'q'",
                "64x64x3,conv3x8s0,1; stride of 0",
                "64x64x3,conv3x8p3,1; padding of 3",
                "2x2x3,pool3,1; 3x3",
                "64x64x3,bn,conv3x8,1; no conv or dense layer before it",
                "64x64x3,conv3x8,bn,relu,bn,1; follows a bn",
                "64x64x3,conv3x8,elu,1; 'elu' is not a layer",
                "64x64x3,conv3x8,gap,2; has to have 1 unit",
                "64x64x3,conv3x8,gap,softmax1; 1 classes",
                "64x64x3,conv3x8,gap; has to have 1 unit",
                "2,softmax3,1; softmax3 is not the last layer",
                "2,softmax3,softmax3; softmax3 is not the last layer",
                "64x64,conv3x8,gap,1; 64x64x3",
                "64x64x3,conv3x99999999999,1; conv3x99999999999",
                "64x64x3,conv3x9000,gap,1; at most",
                "64x64x3,dropout1,1; below 1",
                "8x8x3,skip,conv3x3,add,1; a skip has no layer before it",
                "8x8x3,conv3x3,add,1; layer 2, an add, has no skip before it",
                "8x8x3,conv3x3,skip,relu,1; layer 2, a skip, has no add after it",
                "8x8x3,conv3x3,skip,add,add,1; layer 4, an add, has no skip before it",
                "8x8x3,conv3x4,skip,conv3x5,add,gap,1; has 8x8x5 to add to what its skip kept, 8x8x4",
                "8x8x3,conv3x4,skip,dw3s2,add,gap,1; 4x4x4",
                "8x8x3,dw4,gap,1; 4x4",
                "8x8x3,dw,gap,1; 'dw'",
                "8x8x3,dw3x4,gap,1; 'x4'",
                "2x2x3,dw5p0,gap,1; 5x5",
                "64x64x3,dropoutx,1; dropoutx"
            })
    void whatCannotBeIsRefusedByName(String layers, String named) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> Architecture.parse(layers, Activation.RELU))
                        .getMessage());
        assertTrue(message.contains(named), message);
    }

    @Test
    void aMeanOverAllPixelsMakesTheSizeOfThePhotoFree() {
        Architecture free = Architecture.parse("64x64x3,conv3x8,relu,gap,1", Activation.RELU);
        assertEquals(
                "32x32x3, conv3x8, relu, gap, 1",
                free.on(new MapShape(32, 32, 3)).toString());
        Architecture bound = Architecture.parse("64x64x3,conv3x8,relu,1", Activation.RELU);
        String message =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> bound.on(new MapShape(32, 32, 3)))
                        .getMessage());
        assertTrue(message.contains("32x32x3") && message.contains("W2") && message.contains("gap"), message);
    }

    @Test
    void parametersOfAnotherShapeAreRefusedWithBothShapes() {
        Architecture architecture = Architecture.parse("8x8x3,conv3x4,bn,relu,gap,1", Activation.RELU);
        Parameters other =
                Initialization.HE.parameters(Architecture.parse("8x8x3,conv5x4,bn,relu,gap,1", Activation.RELU), 1);
        assertMessage(architecture, other, "W1 is 4×75, but conv3x4 on 8x8x3 needs 4×27");
        Parameters without =
                Initialization.HE.parameters(Architecture.parse("8x8x3,conv3x4,relu,gap,1", Activation.RELU), 1);
        assertMessage(architecture, without, "gamma1 is missing, but a bn follows layer 1, conv3x4");
        assertMessage(
                architecture,
                Initialization.HE.parameters(Architecture.relu(192, 1), 1),
                "the parameters are of 1 layers with weights, but 8x8x3, conv3x4, bn, relu, gap, 1 has 2");
    }

    private static void assertMessage(Architecture architecture, Parameters parameters, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> architecture.require(parameters))
                        .getMessage());
    }
}
