package org.layerlab.network.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Schedule;
import org.layerlab.network.training.Trainer;

class NetworkTest {
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
        LabeledSet examples = Points.MOONS.generate(50, 0.1, 2);
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
            pass.mode = new Mode(true, 0.5, i);
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
    void aTrialGivesTheNextStepsNumbersAndLeavesTheRunAsItIs() {
        LabeledSet examples = Points.MOONS.generate(30, 0.1, 3);
        Architecture architecture = Architecture.relu(2, 5, 1);
        Hyperparameters h = Hyperparameters.builder(0.1, 60)
                .batchSize(8)
                .optimizer(OptimizerKind.ADAM)
                .schedule(Schedule.COSINE)
                .seed(5)
                .build();
        Parameters initial = Initialization.HE.parameters(architecture, 3);
        Trainer plain = new Trainer(new Network(new ReferenceKernels(), architecture, initial), examples, h);
        Trainer tried = new Trainer(new Network(new ReferenceKernels(), architecture, initial), examples, h);
        for (int i = 0; i < 9; i++) {
            Trainer.Trial trial = tried.trial();
            assertEquals(h.schedule().rate(0.1, i, 60), trial.rate());
            double[] dW = tried.network().gradients().layers().get(0).W();
            tried.step();
            plain.step();
            assertEquals(trial.cost(), plain.cost());
            assertEquals(
                    Arrays.toString(dW),
                    Arrays.toString(plain.network().gradients().layers().get(0).W()));
        }
        assertEquals(
                Arrays.toString(plain.network().parameters().layers().get(0).W()),
                Arrays.toString(tried.network().parameters().layers().get(0).W()));
        assertEquals(plain.costs(), tried.costs());
    }

    @Test
    void penaltyAndScheduleMayChangeDuringARunButNotTheOptimizer() {
        LabeledSet examples = Points.MOONS.generate(30, 0.1, 3);
        Architecture architecture = Architecture.relu(2, 5, 1);
        Trainer trainer = new Trainer(
                new Network(new ReferenceKernels(), architecture, Initialization.HE.parameters(architecture, 3)),
                examples,
                Hyperparameters.plain(0.1, 100));
        trainer.step();
        trainer.adjust(Hyperparameters.builder(0.2, 50)
                .schedule(Schedule.COSINE)
                .l2(0.1)
                .build());
        assertEquals(1, trainer.iteration());
        assertEquals(0.1, trainer.hyperparameters().l2());
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> trainer.adjust(Hyperparameters.builder(0.2, 50)
                        .optimizer(OptimizerKind.ADAM)
                        .schedule(Schedule.COSINE)
                        .build()));
        assertTrue(String.valueOf(refused.getMessage()).contains("optimizer"), refused.getMessage());
    }

    @Test
    void aRunThatIsResumedGoesOnAsIfItHadNeverStopped() {
        LabeledSet examples = Points.SPIRAL.generate(90, 0.05, 3);
        Architecture architecture = Architecture.relu(2, 8, 1);
        Hyperparameters h = Hyperparameters.builder(0.01, 60)
                .batchSize(16)
                .optimizer(OptimizerKind.ADAM)
                .schedule(Schedule.COSINE)
                .l1(1e-4)
                .l2(1e-3)
                .dropout(0.2)
                .seed(5)
                .build();
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
        second.resume(first.iteration(), first.optimizerState(), first.costs(), first.openCosts());
        while (!second.done()) {
            second.step();
        }

        for (int l = 0; l < 2; l++) {
            assertEquals(
                    Arrays.toString(whole.network().parameters().layers().get(l).W()),
                    Arrays.toString(taken.parameters().layers().get(l).W()));
        }
    }

    @Test
    void inputGradientMatchesFiniteDifferences() {
        Architecture architecture = Architecture.of(List.of(3, 5, 4, 1), Activation.TANH);
        Network network =
                new Network(new ReferenceKernels(), architecture, Initialization.HE.parameters(architecture, 6));
        Kernels kernels = network.kernels();
        double[] x = {0.3, -0.8, 0.1, 0.9, 0.5, -0.2};
        Matrix X = kernels.create(3, 2);
        Matrix dX = kernels.create(3, 2);
        Pass pass = network.pass(2);
        kernels.write(x, X);
        network.forward(X, pass);
        network.inputGradient(X, pass, dX);
        double[] gradient = kernels.read(dX);
        double step = 1e-6;
        for (int i = 0; i < x.length; i++) {
            double[] z = new double[2];
            for (int side = 0; side < 2; side++) {
                double[] moved = x.clone();
                moved[i] += side == 0 ? step : -step;
                kernels.write(moved, X);
                network.forward(X, pass);
                z[side] = kernels.read(pass.Z(3))[i % 2];
            }
            assertEquals((z[0] - z[1]) / (2 * step), gradient[i], 1e-8);
        }
    }
}
