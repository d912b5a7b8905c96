package org.layerlab.network.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.network.check.GradientCheck;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ReferenceKernels;

class TrainingRulesTest {
    private static final Architecture SHAPE = Architecture.of(List.of(2, 3, 1), Activation.TANH);

    private static Network network() {
        return TrainingRules.TENSORFLOW.network(
                new ReferenceKernels(), SHAPE, Initialization.UNIFORM.parameters(SHAPE, 4));
    }

    @Test
    void theSquaredErrorsGradientIsRight() {
        LabeledSet points = Points.TF_SPIRAL.generate(40, 0.1, 3);
        GradientCheck.Result result = GradientCheck.compare(network(), points, 100);
        assertEquals(SHAPE.parameterCount(), result.compared());
        assertTrue(result.distance() < 1e-6, result.toString());
    }

    @Test
    void whatIsLeftOverGoesIntoTheNextEpochsFirstBatch() {
        LabeledSet points = Points.TF_XOR.generate(11, 0, 3);
        OrderedBatches batches = new OrderedBatches(network(), points, 4, 1);
        assertEquals(2, batches.perEpoch());
        assertEquals(4, batches.count(0));
        assertEquals(4, batches.count(1));
        assertEquals(7, batches.count(2), "three that were left, and four");
        assertEquals(4, batches.count(3));
        assertEquals(7, batches.count(4));
        assertArrayEquals(new int[] {8, 9, 10, 0, 1, 2, 3, 4, 5, 6, 7}, batches.order(1));
        assertEquals(7, batches.from(3));
    }

    @Test
    void aWeightThatL1BringsToZeroStaysThere() {
        LabeledSet points = Points.TF_CIRCLE.generate(20, 0, 3);
        Network network = network();
        Trainer trainer = TrainingRules.TENSORFLOW.trainer(
                network,
                points,
                Hyperparameters.builder(0.1, 200).l1(0.3).batchSize(5).build(),
                10);
        trainer.steps(1);
        boolean[] held = new boolean[6];
        int count = 0;
        while (!trainer.done()) {
            trainer.steps(1);
            Parameters.Dense first = network.parameters().layers().get(0);
            for (int i = 0; i < held.length; i++) {
                assertTrue(!held[i] || first.W()[i] == 0, "weight " + i + " after " + trainer.iteration());
                count += !held[i] && first.W()[i] == 0 ? 1 : 0;
                held[i] |= first.W()[i] == 0;
            }
        }
        assertTrue(count > 2, "held " + count);

        trainer.adjust(Hyperparameters.builder(0.1, 230).batchSize(5).build());
        trainer.steps(30);
        for (int i = 0; i < held.length; i++) {
            double w = network.parameters().layers().get(0).W()[i];
            assertEquals(held[i], w == 0, "weight " + i + " without L1");
        }
    }

    @Test
    void aHeldWeightStaysWhenTheRunGoesBackToBeforeL1AndReturns() {
        Network network = network();
        Hyperparameters without = Hyperparameters.builder(0.1, 300).batchSize(5).build();
        Trainer trainer = TrainingRules.TENSORFLOW.trainer(network, Points.TF_CIRCLE.generate(20, 0, 3), without, 10);
        trainer.steps(1);
        TrainerState before = trainer.state();
        trainer.adjust(Hyperparameters.builder(0.1, 300).l1(0.3).batchSize(5).build());
        while (trainer.iteration() < 200) {
            trainer.steps(1);
        }
        trainer.adjust(without);
        trainer.steps(1);
        TrainerState after = trainer.state();
        trainer.resume(before);
        trainer.steps(1);
        trainer.resume(after);
        while (trainer.iteration() < 230) {
            trainer.steps(1);
        }
        int count = 0;
        for (int l = 0; l < 2; l++) {
            double[] held = after.parameters().layers().get(l).W();
            for (int i = 0; i < held.length; i++) {
                double w = network.parameters().layers().get(l).W()[i];
                assertEquals(held[i] == 0, w == 0, "weight " + i + " of layer " + (l + 1));
                count += held[i] == 0 ? 1 : 0;
            }
        }
        assertTrue(count > 2, "held " + count);
    }

    /** Which carries weights across 0 where the rate is high. */
    @Test
    void l2AloneHoldsNoWeight() {
        Network network = network();
        Trainer trainer = TrainingRules.TENSORFLOW.trainer(
                network,
                Points.TF_CIRCLE.generate(20, 0, 3),
                Hyperparameters.builder(0.9, 10).l2(1.5).batchSize(5).build(),
                10);
        while (!trainer.done()) {
            trainer.steps(1);
            for (double w : network.parameters().layers().get(0).W()) {
                assertTrue(w != 0, "after " + trainer.iteration());
            }
        }
    }

    @Test
    void zeroWeightsAreNotHeldFromTheStart() {
        Architecture line = Architecture.of(List.of(2, 1), Activation.TANH);
        Network network =
                TrainingRules.TENSORFLOW.network(new ReferenceKernels(), line, Initialization.ZERO.parameters(line, 1));
        Trainer trainer = TrainingRules.TENSORFLOW.trainer(
                network,
                Points.TF_GAUSS.generate(50, 0, 3),
                Hyperparameters.builder(0.03, 20).l1(0.001).batchSize(10).build(),
                10);
        while (!trainer.done()) {
            trainer.steps(1);
        }
        assertTrue(network.parameters().layers().get(0).W()[0] > 0.1);
    }

    @Test
    void uniformWeightsAreSmallWithTheirBiases() {
        Parameters.Dense first =
                Initialization.UNIFORM.parameters(SHAPE, 9).layers().get(0);
        assertEquals(0.1, first.b()[2]);
        for (double w : first.W()) {
            assertTrue(w >= -0.5 && w < 0.5);
        }
    }
}
