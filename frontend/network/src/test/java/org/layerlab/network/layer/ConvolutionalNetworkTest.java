package org.layerlab.network.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.FloatKernels;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Schedule;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.verdict.Predictor;

class ConvolutionalNetworkTest {
    private static final int SIDE = 8;
    private static final int M = 60;

    /** A bright bar somewhere on noise: upright, level, or down the diagonal. What a dense layer would have to see at each place. */
    private static LabeledSet bars(int classes, long seed) {
        NumpyRandom random = new NumpyRandom(seed);
        double[] X = new double[SIDE * SIDE * M];
        double[] Y = new double[M];
        for (int j = 0; j < M; j++) {
            Y[j] = j % classes;
            for (int p = 0; p < SIDE * SIDE; p++) {
                X[p * M + j] = 0.3 * random.uniform();
            }
            int x = 1 + (int) (random.uniform() * (SIDE - 5));
            int y = 1 + (int) (random.uniform() * (SIDE - 5));
            for (int k = 0; k < 4; k++) {
                int column = x + (Y[j] == 0 ? 0 : k);
                int row = y + (Y[j] == 1 ? 0 : k);
                X[(row * SIDE + column) * M + j] += 1;
            }
        }
        return new LabeledSet(SIDE * SIDE, M, X, Y);
    }

    private static Hyperparameters hyperparameters(OptimizerKind optimizer, int iterations) {
        double rate = optimizer == OptimizerKind.ADAM ? 0.01 : 0.1;
        return Hyperparameters.builder(rate, iterations)
                .batchSize(20)
                .optimizer(optimizer)
                .schedule(Schedule.ONE_CYCLE)
                .l2(1e-4)
                .seed(3)
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8x8x1,conv3x6,pool2,bn,relu,conv3x8,bn,relu,gap,1",
                "8x8x1,conv3x6,relu,conv3x8s2,relu,gap,softmax3",
                "8x8x1,conv3x8,bn,relu,skip,dw3,bn,hardSwish,conv1x8,bn,add,relu,gap,1"
            })
    void learnsWhatIsNotAlwaysAtTheSamePlace(String layers) {
        Architecture architecture = Architecture.parse(layers, Activation.RELU);
        int classes = architecture.classes();
        for (Kernels kernels : new Kernels[] {new ReferenceKernels(), new FloatKernels()}) {
            Network network = new Network(kernels, architecture, Initialization.HE.parameters(architecture, 5));
            Trainer trainer = new Trainer(network, bars(classes, 1), hyperparameters(OptimizerKind.MOMENTUM, 150));
            while (!trainer.done()) {
                trainer.steps(50);
            }
            double accuracy = new Predictor(network).evaluate(bars(classes, 2)).accuracy();
            assertTrue(accuracy > 0.9, kernels + ": " + accuracy);
        }
    }

    @ParameterizedTest
    @EnumSource(OptimizerKind.class)
    void aRunThatIsTakenUpGoesOnToTheSameDigits(OptimizerKind optimizer) {
        Architecture architecture = Architecture.parse(
                "8x8x1,conv3x4,bn,relu,skip,dw3,add,pool2,conv3x4,bn,tanh,dropout0.3,5,1", Activation.RELU);
        Parameters initial = Initialization.HE.parameters(architecture, 5);
        LabeledSet examples = bars(2, 1);
        Trainer whole = new Trainer(
                new Network(new ReferenceKernels(), architecture, initial), examples, hyperparameters(optimizer, 12));
        Trainer first = new Trainer(
                new Network(new ReferenceKernels(), architecture, initial), examples, hyperparameters(optimizer, 12));
        for (int i = 0; i < 12; i++) {
            whole.step();
        }
        for (int i = 0; i < 7; i++) {
            first.step();
        }
        Trainer second = new Trainer(
                new Network(
                        new ReferenceKernels(), architecture, first.network().parameters()),
                examples,
                hyperparameters(optimizer, 12));
        second.resume(7, first.optimizerState(), first.costs(), first.openCosts());
        while (!second.done()) {
            second.step();
        }
        assertSame(whole.network().parameters(), second.network().parameters());
    }

    @Test
    void lookingAtTheNextUpdateLeavesEverythingAsItIs() {
        Architecture architecture = Architecture.parse("8x8x1,conv3x4,bn,relu,gap,1", Activation.RELU);
        Network network =
                new Network(new ReferenceKernels(), architecture, Initialization.HE.parameters(architecture, 5));
        Trainer trainer = new Trainer(network, bars(2, 1), hyperparameters(OptimizerKind.SGD, 12));
        trainer.step();
        Parameters before = network.parameters();
        trainer.trial();
        assertSame(before, network.parameters());
    }

    /** As the last batch of an epoch may be. */
    @Test
    void aSingleExampleSaysNothingOfTheVariance() {
        Architecture architecture = Architecture.parse("2,3,bn,1", Activation.LINEAR);
        Network network =
                new Network(new ReferenceKernels(), architecture, Initialization.HE.parameters(architecture, 5));
        LabeledSet examples = new LabeledSet(2, 1, new double[] {0.3, -2}, new double[] {1});
        Trainer trainer = new Trainer(network, examples, Hyperparameters.plain(0.1, 5));
        while (!trainer.done()) {
            trainer.step();
        }
        Parameters.Norm norm = java.util.Objects.requireNonNull(
                network.parameters().layers().get(0).norm());
        assertArrayEquals(new double[] {1, 1, 1}, norm.variance());
        assertArrayEquals(new double[3], norm.mean());
    }

    @Test
    void theRunningMeanAndVarianceComeToThoseOfTheExamples() {
        Architecture architecture = Architecture.parse("2,3,bn,1", Activation.LINEAR);
        Parameters initial = Initialization.HE.parameters(architecture, 5);
        Network network = new Network(new ReferenceKernels(), architecture, initial);
        NumpyRandom random = new NumpyRandom(8);
        double[] Y = new double[200];
        LabeledSet examples = new LabeledSet(2, 200, random.normals(400), Y);
        // So small a rate that only the running numbers move.
        Trainer trainer = new Trainer(network, examples, Hyperparameters.plain(1e-9, 200));
        while (!trainer.done()) {
            trainer.step();
        }
        Parameters.Dense layer = network.parameters().layers().get(0);
        Parameters.Norm norm = java.util.Objects.requireNonNull(layer.norm());
        for (int c = 0; c < 3; c++) {
            double sum = 0;
            double squares = 0;
            for (int j = 0; j < 200; j++) {
                double z = layer.b()[c];
                for (int i = 0; i < 2; i++) {
                    z += layer.W()[2 * c + i] * examples.X()[i * 200 + j];
                }
                sum += z;
                squares += z * z;
            }
            double mean = sum / 200;
            assertEquals(mean, norm.mean()[c], 1e-6);
            assertEquals((squares - 200 * mean * mean) / 199, norm.variance()[c], 1e-6);
        }
    }

    @Test
    void anAnswerDoesNotDependOnTheOthersOfItsBatch() {
        Architecture architecture =
                Architecture.parse("8x8x1,conv3x4,bn,relu,gap,dropout0.5,softmax3", Activation.RELU);
        Network network =
                new Network(new ReferenceKernels(), architecture, Initialization.HE.parameters(architecture, 5));
        LabeledSet examples = bars(3, 4);
        Predictor predictor = new Predictor(network);
        double[] together = predictor.probabilities(examples);
        double[] one = new double[SIDE * SIDE];
        for (int p = 0; p < one.length; p++) {
            one[p] = examples.X()[p * M + 7];
        }
        double[] alone = predictor.probabilities(one, 1);
        double sum = 0;
        for (int c = 0; c < 3; c++) {
            assertEquals(together[c * M + 7], alone[c], 1e-12);
            sum += alone[c];
        }
        assertEquals(1, sum, 1e-12);
        assertEquals(3 * M, together.length);
    }

    @Test
    void theInputGradientIsThatOfTheAnswer() {
        Architecture architecture = Architecture.parse(
                "8x8x1,conv3x4,pool2,bn,relu,skip,dw3,hardSwish,conv1x4,add,conv3x3,tanh,gap,1", Activation.RELU);
        Kernels kernels = new ReferenceKernels();
        Network network = new Network(kernels, architecture, Initialization.HE.parameters(architecture, 5));
        double[] x = Arrays.copyOf(bars(2, 4).X(), SIDE * SIDE);
        Matrix X = kernels.create(x.length, 1);
        Matrix dX = kernels.create(x.length, 1);
        Pass pass = network.pass(1);
        int output = architecture.layers().size();
        kernels.write(x, X);
        network.forward(X, pass);
        network.inputGradient(X, pass, dX);
        double[] gradient = kernels.read(dX);
        double epsilon = 1e-6;
        for (int i = 0; i < x.length; i++) {
            double kept = x[i];
            double[] z = new double[2];
            for (int side = 0; side < 2; side++) {
                x[i] = kept + (side == 0 ? -epsilon : epsilon);
                kernels.write(x, X);
                network.forward(X, pass);
                z[side] = kernels.read(pass.Z(output))[0];
            }
            x[i] = kept;
            assertEquals((z[1] - z[0]) / (2 * epsilon), gradient[i], 1e-6, "feature " + i);
        }
    }

    private static void assertSame(Parameters expected, Parameters actual) {
        for (int i = 0; i < expected.named().size(); i++) {
            assertArrayEquals(
                    expected.named().get(i).values(),
                    actual.named().get(i).values(),
                    expected.named().get(i).name());
        }
    }
}
