package org.layerlab.network.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.ReferenceKernels;

class DivergenceTest {
    private static Trainer trained() {
        Architecture one = Architecture.relu(1, 1);
        Network network = new Network(new ReferenceKernels(), one, Initialization.ZERO.parameters(one, 1));
        LabeledSet examples = new LabeledSet(1, 2, new double[] {1, -1}, new double[] {0, 0});
        Trainer trainer = new Trainer(network, examples, Hyperparameters.plain(10, 1000));
        trainer.steps(1);
        return trainer;
    }

    @Test
    void anInfiniteCostIsOfACertainAndWrongAnswerThatTrainingUnlearns() {
        Trainer trainer = trained();
        trainer.network().set(trainer.network().parameters().filled(like ->
                new double[] {like.name().equals("W1") ? 0 : 50}));
        trainer.step();
        assertEquals(Double.POSITIVE_INFINITY, trainer.cost());
        assertFalse(trainer.diverged());
        while (!trainer.done()) {
            trainer.step();
            assertFalse(trainer.diverged());
        }
        assertTrue(trainer.cost() < 0.1, "cost " + trainer.cost());
    }

    @Test
    void parametersThatAreNoNumbersStaySo() {
        Trainer trainer = trained();
        trainer.network().set(trainer.network().parameters().filled(like -> new double[] {Double.NaN}));
        trainer.step();
        assertTrue(trainer.diverged());
    }
}
