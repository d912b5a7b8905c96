package org.layerlab.network.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.FloatKernels;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.ReferenceKernels;

/** Networks that only predict, with normalization folded into their weights, against the same networks whole. */
class FoldingTest {
    private static final int M = 5;
    private static final String[] ACTIVATIONS = {"relu", "leakyRelu", "tanh", "hardSwish", "linear"};

    private static Architecture parse(String layers) {
        return Architecture.parse(layers, Activation.RELU);
    }

    /** Values of any sign, of which variances are positive, and so is γ unless {@code negative}. */
    private static Parameters parameters(Architecture architecture, Random random, boolean negative) {
        return Initialization.HE
                .parameters(architecture, random.nextInt(1 << 30))
                .filled(like -> {
                    double[] values = new double[like.rows() * like.columns()];
                    for (int i = 0; i < values.length; i++) {
                        double x = random.nextGaussian() / Math.sqrt(like.columns());
                        boolean signed = !like.name().startsWith("variance")
                                && (negative || !like.name().startsWith("gamma"));
                        values[i] = signed ? x : 0.2 + Math.abs(x);
                    }
                    return values;
                });
    }

    private static double[] answers(Network network, double[] values) {
        Kernels kernels = network.kernels();
        Matrix X = kernels.create(network.architecture().inputs(), M);
        kernels.write(values, X);
        Pass pass = network.pass(M);
        double[] answers = kernels.read(network.forward(X, pass));
        pass.release();
        return answers;
    }

    private static void assertSameAnswers(Architecture architecture, Parameters parameters, Random random) {
        double[] X = random.doubles((long) architecture.inputs() * M, -1, 1).toArray();
        Kernels reference = new ReferenceKernels();
        double[] whole = answers(new Network(reference, architecture, parameters), X);
        assertArrayEquals(
                whole,
                answers(Network.predicting(reference, architecture, parameters), X),
                1e-9,
                architecture::toString);
        assertArrayEquals(
                whole,
                answers(Network.predicting(new FloatKernels(), architecture, parameters), X),
                1e-3,
                architecture::toString);
    }

    /** Layers of any kind in any order that makes a network. */
    private static String randomLayers(Random random) {
        StringBuilder layers = new StringBuilder("24x20x" + (1 + random.nextInt(3)));
        for (int block = 1 + random.nextInt(3); block > 0; block--) {
            int channels = 1 + random.nextInt(9);
            layers.append(",conv")
                    .append(random.nextBoolean() ? 1 : 3)
                    .append('x')
                    .append(channels);
            // One in a network: further pools would leave no pixels.
            layers.append(layers.indexOf("pool2") < 0 && random.nextInt(3) == 0 ? ",pool2" : "");
            after(layers, random);
            if (random.nextBoolean()) {
                layers.append(",skip");
                layers.append(random.nextBoolean() ? ",dw3" : ",conv3x" + channels);
                layers.append(random.nextBoolean() ? ",bn" : "").append(",add");
            }
            if (random.nextInt(3) == 0) {
                layers.append(",dw3s2");
                after(layers, random);
            }
        }
        layers.append(random.nextBoolean() ? ",gap" : "");
        if (random.nextBoolean()) {
            layers.append(random.nextBoolean() ? ",6linear" : ",6tanh").append(random.nextBoolean() ? ",bn,relu" : "");
        }
        return layers.append(random.nextBoolean() ? ",1" : ",softmax3").toString();
    }

    private static void after(StringBuilder layers, Random random) {
        String[] some = {"bn", ACTIVATIONS[random.nextInt(ACTIVATIONS.length)], "dropout0.2"};
        for (int i = 0; i < some.length; i++) {
            layers.append(random.nextInt(3) > 0 ? "," + some[i] : "");
        }
    }

    @Test
    void anyNetworkGivesTheSameAnswers() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int folded = 0;
        for (int i = 0; i < 200; i++) {
            Architecture architecture = parse(randomLayers(random));
            Parameters parameters = parameters(architecture, random, random.nextBoolean());
            try {
                assertSameAnswers(architecture, parameters, random);
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
            folded += Folding.of(architecture, parameters).architecture().equals(architecture) ? 0 : 1;
        }
        assertTrue(folded > 50, folded + " networks have something to fold, seed " + seed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8x8x3,conv3x4,bn,relu,gap,1 | 8x8x3,conv3x4,relu,gap,1",
                "8x8x3,conv3x4,pool2,bn,relu,gap,1 | 8x8x3,conv3x4,pool2,relu,gap,1",
                "8x8x3,dw3,bn,conv1x5,dropout0.2,bn,relu,gap,1 | 8x8x3,dw3,conv1x5,dropout0.2,relu,gap,1",
                "8x8x3,conv3x4,gap,6linear,bn,relu,1 | 8x8x3,conv3x4,gap,6linear,relu,1",
                "8x8x3,conv3x4,skip,conv3x4,bn,add,relu,gap,1 | 8x8x3,conv3x4,skip,conv3x4,add,relu,gap,1",
                // What stands between does more than scale and shift, or is looked at by others.
                "8x8x3,conv3x4,relu,bn,gap,1 | 8x8x3,conv3x4,relu,bn,gap,1",
                "8x8x3,conv3x4,gap,6tanh,bn,1 | 8x8x3,conv3x4,gap,6tanh,bn,1",
                "8x8x3,conv3x4,gap,bn,1 | 8x8x3,conv3x4,gap,bn,1",
                "8x8x3,conv3x4,skip,bn,relu,add,gap,1 | 8x8x3,conv3x4,skip,bn,relu,add,gap,1",
            })
    void foldsWhatOtherWeightsCanDo(String layers, String left) {
        Architecture architecture = parse(layers);
        Random random = new Random(7);
        Parameters parameters = parameters(architecture, random, false);
        assertEquals(parse(left), Folding.of(architecture, parameters).architecture());
        assertSameAnswers(architecture, parameters, random);
    }

    @Test
    void theLeastIsNotTheGreatest() {
        Architecture architecture = parse("8x8x3,conv3x4,pool2,bn,relu,gap,1");
        Random random = new Random(7);
        Parameters parameters = parameters(architecture, random, true);
        assertEquals(architecture, Folding.of(architecture, parameters).architecture());
        assertSameAnswers(architecture, parameters, random);
    }

    @Test
    void hasNoGradients() {
        Architecture architecture = parse("8x8x3,conv3x4,relu,gap,1");
        Parameters parameters = parameters(architecture, new Random(7), false);
        Kernels kernels = new ReferenceKernels();
        Network network = Network.predicting(kernels, architecture, parameters);
        Matrix X = kernels.create(192, 1);
        Pass pass = network.pass(1);
        network.forward(X, pass);
        assertThrows(IllegalStateException.class, () -> network.inputGradient(X, pass, kernels.create(192, 1)));
        assertThrows(IllegalStateException.class, () -> network.backward(X, kernels.create(1, 1), pass));
    }
}
