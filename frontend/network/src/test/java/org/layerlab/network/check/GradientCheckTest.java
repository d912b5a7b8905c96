package org.layerlab.network.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.data.Points;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;

class GradientCheckTest {
    private static final double TOLERANCE = 1e-6;

    @ParameterizedTest(name = "[{0}] {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "2,1; relu",
                "2,5,1; relu",
                "2,7,3,1; relu",
                "2,6,5,4,1; relu",
                "2,5,4,1; tanh",
                "2,5,4,1; sigmoid",
                "2,5,4,1; leakyRelu",
                "2,5,4,1; linear",
                "2,5,4,1; hardSwish"
            })
    void backwardMatchesFiniteDifferences(String layers, String activation) {
        Architecture architecture = Architecture.parse(layers, Activation.of(activation));
        Parameters parameters = Initialization.HE.parameters(architecture, 3);
        LabeledSet examples = Points.MOONS.generate(40, 0.2, 5);

        double distance = GradientCheck.distance(architecture, parameters, examples);

        assertTrue(distance < TOLERANCE, "relative distance " + distance);
    }

    @ParameterizedTest
    @EnumSource
    void soDoesBackwardOfEachActivation(Activation activation) {
        // On these layers no ReLU is so near its kink that a difference steps across it.
        backwardMatchesFiniteDifferences("2,6,5,4,1", activation.id());
    }

    @Test
    void someParametersCanStandForAll() {
        Architecture architecture = Architecture.relu(2, 30, 1);
        Parameters parameters = Initialization.HE.parameters(architecture, 3);
        double[] before = parameters.layers().get(0).W().clone();
        LabeledSet examples = Points.MOONS.generate(40, 0.2, 5);
        GradientCheck.Result result = GradientCheck.compare(architecture, parameters, examples, 50);
        assertEquals(41, result.compared(), "every third of 121");
        assertTrue(result.distance() < TOLERANCE, "relative distance " + result.distance());
        assertArrayEquals(before, parameters.layers().get(0).W());
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(
            strings = {
                "5x4x2,conv3x3,relu,1",
                "5x4x2,conv3x3,tanh,conv3x2,tanh,gap,1",
                "6x6x1,conv3x4,relu,pool2,conv3x3,relu,gap,1",
                "6x6x2,conv3x4,bn,relu,pool2,conv3x3,bn,relu,gap,1",
                "6x6x2,conv3x4,pool2,bn,relu,conv3x3,bn,tanh,4,1",
                "7x7x1,conv5x3s2,bn,relu,dropout0,conv1x4,leakyRelu,gap,1",
                "5x5x2,conv3x3p0,sigmoid,gap,softmax3",
                "6x6x2,conv3x3,tanh,skip,conv3x3,bn,relu,conv3x3,bn,add,relu,gap,1",
                "7x6x2,dw3,tanh,conv1x4,dw3s2p0,bn,hardSwish,conv1x3,gap,1",
                "5x5x3,conv1x4,skip,bn,relu,skip,dw5,tanh,add,dw3,add,pool2,skip,tanh,add,3,1",
                "12,7,skip,tanh,7,add,skip,skip,add,add,1",
                "12,7,bn,5,1",
                "12,7,softmax4"
            })
    void backwardOfConvolutionalLayersMatchesFiniteDifferences(String layers) {
        Architecture architecture = Architecture.parse(layers, Activation.TANH);
        NumpyRandom random = new NumpyRandom(4);
        // Off their first values, where γ is 1 and β and b are 0.
        Parameters parameters = Initialization.HE
                .parameters(architecture, 3)
                .filled(like -> like.name().startsWith("W") || !like.learned()
                        ? like.values()
                        : random.normals(like.values().length));
        int m = 6;
        double[] Y = new double[m];
        for (int j = 0; j < m; j++) {
            Y[j] = j % architecture.classes();
        }
        LabeledSet examples = new LabeledSet(architecture.inputs(), m, random.normals(architecture.inputs() * m), Y);

        double distance = GradientCheck.distance(architecture, parameters, examples);

        assertTrue(distance < TOLERANCE, "relative distance " + distance);
    }
}
