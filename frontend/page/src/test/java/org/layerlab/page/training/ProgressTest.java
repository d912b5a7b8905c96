package org.layerlab.page.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.layerlab.network.data.Points;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.OpenCosts;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.message.Message;

class ProgressTest {
    private final ManualLoop clock = new ManualLoop();
    private final Progress progress = new Progress(clock);
    private int measured;

    private final Run run = new Run() {
        @Override
        public Network network() {
            throw new UnsupportedOperationException();
        }

        @Override
        public @Nullable ModelCard card() {
            return null;
        }

        @Override
        public Message ready() {
            throw new UnsupportedOperationException();
        }

        @Override
        public double[] accuracies() {
            measured++;
            clock.pass(15);
            return new double[] {measured, 0};
        }
    };

    private static Trainer trainer() {
        Architecture architecture = Architecture.relu(2, 3, 1);
        Network network =
                new Network(new ReferenceKernels(), architecture, Initialization.HE.parameters(architecture, 1));
        return new Trainer(network, Points.MOONS.generate(40, 0.2, 1), Hyperparameters.plain(0.1, 10_000));
    }

    private static void train(Trainer trainer, int to) {
        while (trainer.iteration() < to) {
            trainer.step();
        }
    }

    @Test
    void nothingIsKnownAtFirst() {
        assertTrue(Double.isNaN(progress.lastAccuracies()[0]));
        assertTrue(progress.measures(0));
    }

    @Test
    void accuraciesTakeAShareOfTheTime() {
        progress.accuracies(run, false);
        clock.pass(84);
        assertFalse(progress.measures(clock.now()));
        assertEquals(1, progress.accuracies(run, false)[0]);
        clock.pass(1);
        assertTrue(progress.measures(clock.now()));
        assertEquals(2, progress.accuracies(run, false)[0]);
        assertEquals(2, progress.lastAccuracies()[0]);
    }

    @Test
    void whereTheyHaveToBeFreshTheyAreMeasured() {
        progress.accuracies(run, false);
        assertEquals(2, progress.accuracies(run, true)[0]);
    }

    @Test
    void costsAreToldOnce() {
        Trainer trainer = trainer();
        train(trainer, 101);
        double[] first = progress.newCosts(trainer);
        assertEquals(4, first.length);
        assertEquals(0, first[0]);
        assertEquals(100, first[2]);
        assertEquals(trainer.costs().get(1).cost(), first[3]);
        assertArrayEquals(new double[0], progress.newCosts(trainer));
        train(trainer, 201);
        assertEquals(200, progress.newCosts(trainer)[0]);
    }

    @Test
    void afterACutTheNewCostsAreTold() {
        Trainer trainer = trainer();
        train(trainer, 301);
        progress.newCosts(trainer);
        trainer.resume(100, trainer.optimizerState(), trainer.costs().subList(0, 1), OpenCosts.NONE);
        progress.cut(trainer);
        train(trainer, 101);
        assertEquals(List.of(100.0), List.of(progress.newCosts(trainer)[0]));
    }

    @Test
    void aRunThatWentBackWithoutACutTellsNoCostTwice() {
        Trainer trainer = trainer();
        train(trainer, 301);
        progress.newCosts(trainer);
        trainer.resume(100, trainer.optimizerState(), trainer.costs().subList(0, 1), OpenCosts.NONE);
        assertArrayEquals(new double[0], progress.newCosts(trainer));
    }
}
