package org.layerlab.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.LabelledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.ReferenceKernels;

class NetworkTest {
    private static final double TOLERANCE = 1e-9;

    @ParameterizedTest
    @ValueSource(strings = {"step-logistic", "step-shallow", "step-deep", "step-wide"})
    void oneStepGivesNumPysValues(String name) throws Exception {
        Golden golden = Golden.read(name);
        int[] dims = golden.integers("layer_dims");
        double[] x = golden.array("X");
        double[] y = golden.array("Y");
        int m = y.length;
        Kernels kernels = new ReferenceKernels();
        Network network = new Network(kernels, Architecture.relu(dims), golden.parameters(""));
        Matrix X = kernels.create(dims[0], m);
        Matrix Y = kernels.create(1, m);
        kernels.write(x, X);
        kernels.write(y, Y);
        Pass pass = network.pass(m);

        Matrix AL = network.forward(X, pass);
        golden.assertClose("AL", kernels.read(AL), TOLERANCE);
        for (int l = 1; l < dims.length; l++) {
            golden.assertClose("Z" + l, kernels.read(pass.Z(l)), TOLERANCE);
        }
        golden.assertClose("cost", new double[] {network.cost(pass, Y)}, TOLERANCE);

        network.backward(X, Y, pass);
        Parameters gradients = network.gradients();
        for (int l = 1; l < dims.length; l++) {
            golden.assertClose("dW" + l, gradients.layers().get(l - 1).W(), TOLERANCE);
            golden.assertClose("db" + l, gradients.layers().get(l - 1).b(), TOLERANCE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"step-logistic", "step-shallow", "step-deep", "step-wide"})
    void fiftyStepsGiveNumPysParameters(String name) throws Exception {
        Golden golden = Golden.read(name);
        int[] dims = golden.integers("layer_dims");
        LabelledSet examples = new LabelledSet(dims[0], golden.array("Y").length, golden.array("X"), golden.array("Y"));
        Network network = new Network(new ReferenceKernels(), Architecture.relu(dims), golden.parameters(""));
        Trainer trainer = new Trainer(network, examples, Hyperparameters.plain(golden.scalar("learning_rate"), 50));
        while (!trainer.done()) {
            trainer.step();
        }

        Parameters after = network.parameters();
        for (int l = 1; l < dims.length; l++) {
            golden.assertClose("W" + l + "_after50", after.layers().get(l - 1).W(), TOLERANCE);
            golden.assertClose("b" + l + "_after50", after.layers().get(l - 1).b(), TOLERANCE);
        }
        double cost = new Predictor(network).evaluate(examples).cost();
        golden.assertClose("cost_after50", new double[] {cost}, TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"circles-2-4-1", "circles-2-10-1", "circles-2-128-4-1"})
    void circlesPrintNumPysCostLines(String name) throws Exception {
        Golden golden = Golden.read(name);
        int[] dims = golden.integers("layer_dims");
        long seed = (long) golden.scalar("seed");
        LabelledSet train = Points.CIRCLE.generate(300, 0.15, seed);
        LabelledSet test = Points.CIRCLE.generate(100, 0.15, seed + 1);
        golden.assertClose("X", train.X(), 1e-12);
        golden.assertClose("Y", train.Y(), 0);
        Network network = new Network(
                new ReferenceKernels(),
                Architecture.relu(dims),
                Initialization.NORMAL.parameters(Architecture.relu(dims), seed));
        Trainer trainer = new Trainer(network, train, Hyperparameters.plain(golden.scalar("learning_rate"), (int)
                golden.scalar("num_iterations")));
        while (!trainer.done()) {
            trainer.step();
        }

        double[] costs = golden.array("costs");
        assertEquals(150, costs.length);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < costs.length; i++) {
            expected.add("Cost after iteration " + 100 * i + ": " + CostPoint.sixDecimals(costs[i]));
        }
        assertEquals(expected, trainer.costs().stream().map(CostPoint::toString).toList());
        assertEquals(golden.scalar("train_accuracy"), accuracyLike(golden, "train_accuracy", network, train), 1e-9);
        assertEquals(golden.scalar("test_accuracy"), accuracyLike(golden, "test_accuracy", network, test), 1e-9);
    }

    private static double accuracyLike(Golden golden, String key, Network network, LabelledSet examples) {
        double share = new Predictor(network).evaluate(examples).accuracy();
        return golden.scalar(key) > 1 ? 100 * share : share;
    }

    @Test
    void parametersOfAnotherShapeAreRefusedNamingBoth() {
        Parameters parameters = Initialization.HE.parameters(Architecture.relu(2, 4, 1), 1);
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new Network(new ReferenceKernels(), Architecture.relu(2, 5, 1), parameters));
        assertTrue(String.valueOf(refused.getMessage()).contains("[2, 4, 1]"));
        assertTrue(String.valueOf(refused.getMessage()).contains("[2, 5, 1]"));
    }

    @Test
    void layersThatDoNotFitAreRefusedNamingBoth() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new Parameters(List.of(
                        new Parameters.Dense(8, 2, new double[16], new double[8]),
                        new Parameters.Dense(5, 7, new double[35], new double[5]))));
        assertEquals("W2 is 5×7, but layer 1 gives 8 rows", refused.getMessage());
    }

    @Test
    void dropoutLeavesTheExpectedActivationAndItsGradientsAlone() {
        // With keep = 1/2 the mean over many masks comes close to the network without dropout.
        LabelledSet examples = Points.MOONS.generate(50, 0.1, 2);
        Architecture linear = Architecture.of(List.of(2, 40, 1), Activation.LINEAR);
        Network network = new Network(new ReferenceKernels(), linear, Initialization.HE.parameters(linear, 4));
        Kernels kernels = network.kernels();
        Matrix X = kernels.create(2, 50);
        kernels.write(examples.X(), X);
        Pass plain = network.pass(50);
        network.forward(X, plain);
        double[] expected = kernels.read(plain.Z(2));
        Pass pass = network.pass(50);
        double[] mean = new double[50];
        int masks = 4000;
        for (int i = 0; i < masks; i++) {
            pass.dropout = new Pass.Dropout(0.5, i);
            network.forward(X, pass);
            double[] z = kernels.read(pass.Z(2));
            for (int j = 0; j < mean.length; j++) {
                mean[j] += z[j] / masks;
            }
        }
        double scale = Arrays.stream(expected).map(Math::abs).max().orElse(1);
        for (int j = 0; j < mean.length; j++) {
            assertEquals(expected[j], mean[j], 0.05 * scale);
        }
    }

    @Test
    void aRunThatIsResumedGoesOnAsIfItHadNeverStopped() {
        LabelledSet examples = Points.SPIRAL.generate(90, 0.05, 3);
        Architecture architecture = Architecture.relu(2, 8, 1);
        Hyperparameters h =
                new Hyperparameters(0.01, 60, 16, OptimizerKind.ADAM, Schedule.COSINE, 0.9, 1e-4, 1e-3, 0.2, 5);
        Parameters initial = Initialization.HE.parameters(architecture, 3);

        Trainer whole = new Trainer(new Network(new ReferenceKernels(), architecture, initial), examples, h);
        while (!whole.done()) {
            whole.step();
        }

        Trainer first = new Trainer(new Network(new ReferenceKernels(), architecture, initial), examples, h);
        for (int i = 0; i < 23; i++) {
            first.step();
        }
        Network taken = new Network(
                new ReferenceKernels(), architecture, first.network().parameters());
        Trainer second = new Trainer(taken, examples, h);
        second.resume(first.iteration(), first.optimizerState(), first.costs());
        while (!second.done()) {
            second.step();
        }

        for (int l = 0; l < 2; l++) {
            assertEquals(
                    Arrays.toString(whole.network().parameters().layers().get(l).W()),
                    Arrays.toString(taken.parameters().layers().get(l).W()));
        }
    }
}
