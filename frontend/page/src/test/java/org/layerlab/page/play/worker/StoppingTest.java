package org.layerlab.page.play.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.layerlab.network.data.Points;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.settings.StopRules;

class StoppingTest {
    private static Trainer trainer(double rate) {
        Architecture architecture = Architecture.relu(2, 1);
        return new Trainer(
                new Network(new ReferenceKernels(), architecture, Initialization.HE.parameters(architecture, 1)),
                Points.CIRCLE.generate(20, 0.1, 1),
                Hyperparameters.plain(rate, 100_000));
    }

    /** Trains until a rule ends it; the iteration of that. */
    private static int stopped(Trainer trainer, Stopping stopping, String why) {
        for (int left = 20_000; left > 0; left--) {
            trainer.step();
            String reason = stopping.reason(trainer, 0);
            if (reason != null) {
                assertEquals(why, reason);
                return trainer.iteration();
            }
        }
        throw new AssertionError("nothing has stopped it");
    }

    @Test
    void noProgressStopsARunThatStandsStill() {
        // A straight line through circles has done all it can after some hundred iterations.
        Trainer trainer = trainer(1);
        Stopping stopping = new Stopping(new StopRules(0, 500, 0));
        for (int i = 0; i < 5000; i++) {
            trainer.step();
        }
        assertEquals(5501, stopped(trainer, stopping, "Stopped: no progress since iteration 5000."));
        for (int i = 0; i < 2000; i++) {
            trainer.step();
            assertNull(stopping.reason(trainer, 0), "a rule ends a run once");
        }
    }

    @Test
    void secondsOfTrainingCountAndPausesDoNot() {
        Trainer trainer = trainer(1);
        Stopping stopping = new Stopping(new StopRules(0, 0, 2));
        stopping.started(10_000);
        stopping.paused(11_000);
        assertNull(stopping.reason(trainer, 60_000));
        stopping.started(60_000);
        assertNull(stopping.reason(trainer, 60_900));
        assertEquals("Stopped after 2 s of training.", stopping.reason(trainer, 61_000));
        assertNull(stopping.reason(trainer, 62_000));
    }

    @Test
    void timeInWhichTheWorkerWasFrozenIsNoTraining() {
        Trainer trainer = trainer(1);
        Stopping stopping = new Stopping(new StopRules(0, 0, 8));
        stopping.started(0);
        for (int now = 0; now <= 2500; now += 10) {
            assertNull(stopping.reason(trainer, now));
        }
        assertNull(stopping.reason(trainer, 3_600_000), "an hour in the browser's memory");
        stopping.look(7_200_000);
        assertNull(stopping.reason(trainer, 7_200_010));
    }

    @Test
    void anUpdateOfManySecondsIsTraining() {
        Trainer trainer = trainer(1);
        Stopping stopping = new Stopping(new StopRules(0, 0, 8));
        stopping.started(0);
        for (int now = 0; now < 8000; now += 16) {
            stopping.look(now);
        }
        assertEquals("Stopped after 8 s of training.", stopping.reason(trainer, 8000));
    }

    @Test
    void whatWasTrainedBeforeTheRulesWereSetDoesNotCount() {
        Trainer trainer = trainer(1);
        Stopping stopping = new Stopping(StopRules.NONE);
        stopping.started(0);
        for (int now = 0; now <= 60_000; now += 1000) {
            stopping.look(now);
        }
        stopping.set(new StopRules(0, 0, 2));
        assertNull(stopping.reason(trainer, 61_000));
        assertEquals("Stopped after 2 s of training.", stopping.reason(trainer, 62_000));
    }
}
