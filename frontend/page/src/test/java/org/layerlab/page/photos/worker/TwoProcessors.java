package org.layerlab.page.photos.worker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.training.TrainerState;
import org.layerlab.page.message.EngineChoice;
import org.layerlab.page.training.ManualLoop;

/** A run, a GPU that makes updates when a test says so, and the worker around both. */
abstract class TwoProcessors {
    private static final int ITERATIONS = 60;
    private static final int EPOCH = 20;

    final ManualLoop clock = new ManualLoop();
    final Trainer trainer = trainer();
    final There line = new There();
    final Here owner = new Here();
    GpuTraining training = training(false);

    static Trainer trainer() {
        Architecture architecture = Architecture.relu(2, 4, 1);
        LabeledSet points = Points.MOONS.generate(40, 0.2, 1);
        Network network =
                new Network(new ReferenceKernels(), architecture, Initialization.HE.parameters(architecture, 3));
        return new Trainer(
                network,
                points,
                Hyperparameters.builder(0.05, ITERATIONS)
                        .batchSize(8)
                        .optimizer(OptimizerKind.ADAM)
                        .build(),
                5);
    }

    final GpuTraining training(boolean forced) {
        return new GpuTraining(clock, line, owner, trainer, forced, iteration -> (iteration / EPOCH + 1) * EPOCH);
    }

    /** A GPU that makes updates when the test says so. */
    final class There implements GpuLegs {
        final Trainer copy = trainer();
        boolean open;
        boolean hurried;
        int until;
        double milliseconds;
        GpuLegs.@Nullable Arrival waiting;

        @Override
        public void open() {
            open = true;
        }

        @Override
        public void go(@Nullable TrainerState from, int last, double most, GpuLegs.Arrival then) {
            assertTrue(open);
            if (from != null) {
                copy.resume(from);
            }
            until = last;
            milliseconds = most;
            hurried = false;
            waiting = then;
        }

        @Override
        public void hurry() {
            hurried = true;
        }

        @Override
        public void close() {
            open = false;
        }

        /** Makes updates and says how long they took. */
        void make(int updates, double took) {
            for (int i = 0; i < updates; i++) {
                copy.step();
            }
            clock.pass(took);
            GpuLegs.Arrival then = waiting;
            assertNotNull(then);
            waiting = null;
            then.came(copy.state(), took);
        }
    }

    /** The worker around it. */
    final class Here implements GpuTraining.Owner {
        /** What the GPU is called whose updates the run took over; empty without one. */
        String updatedBy = "";

        boolean playing;
        Runnable whenMoved = () -> {};
        boolean over;
        boolean ended;
        boolean rested;
        final List<EngineChoice> choices = new ArrayList<>();

        @Override
        public void playHere() {
            playing = true;
        }

        @Override
        public void restHere() {
            playing = false;
        }

        @Override
        public boolean moved() {
            whenMoved.run();
            return over || trainer.done();
        }

        @Override
        public void ended() {
            ended = true;
        }

        @Override
        public void rested() {
            rested = true;
        }

        @Override
        public void chose(EngineChoice choice) {
            choices.add(choice);
        }

        @Override
        public void madeUpdates(String device) {
            updatedBy = device;
        }
    }

    final void trainsHere(int updates, double milliseconds) {
        assertTrue(owner.playing);
        for (int i = 0; i < updates; i++) {
            trainer.step();
        }
        clock.pass(milliseconds);
        clock.turn();
    }

    /** Up to where one was chosen, at 10 updates a second here, after this leg there. */
    final void choose(int updates, double milliseconds) {
        training.play();
        training.opened("a card");
        trainsHere(5, 500);
        assertFalse(owner.playing);
        compare(2);
        line.make(updates, milliseconds);
    }

    /** Makes the first updates there, then the same ones here. */
    final void compare(int updates) {
        line.make(updates, 900);
        for (int i = 0; i < updates; i++) {
            assertTrue(owner.playing);
            assertNull(line.waiting);
            trainer.step();
            training.updatedHere();
        }
    }
}
