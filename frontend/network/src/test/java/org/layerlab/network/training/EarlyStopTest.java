package org.layerlab.network.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.verdict.Predictor;

class EarlyStopTest {
    private static final Architecture LARGE = Architecture.relu(2, 60, 30, 1);
    /** Few and noisy points for a large network: it learns them by heart. */
    private final LabeledSet few = Points.MOONS.generate(24, 0.4, 1);

    private final LabeledSet others = Points.MOONS.generate(200, 0.4, 2);

    private Trainer trainer(int batchSize) {
        Network network = new Network(new ReferenceKernels(), LARGE, Initialization.HE.parameters(LARGE, 3));
        Hyperparameters h = Hyperparameters.builder(0.02, 3000)
                .batchSize(batchSize)
                .optimizer(OptimizerKind.ADAM)
                .build();
        return new Trainer(network, few, h);
    }

    private static void run(Trainer trainer, EarlyStop earlyStop) {
        while (!trainer.done() && !earlyStop.exhausted()) {
            trainer.step();
            earlyStop.afterUpdates();
        }
    }

    @Test
    void stopsAndKeepsWhatDidBestOnOtherExamples() {
        Trainer trainer = trainer(8);
        EarlyStop earlyStop = new EarlyStop(trainer, others, 10);
        run(trainer, earlyStop);
        assertTrue(earlyStop.exhausted());
        assertTrue(trainer.iteration() < 3000, "stopped after " + trainer.iteration());
        List<ValidationPoint> points = earlyStop.points();
        assertEquals(3, points.get(0).iteration(), "an epoch has 3 updates");
        ValidationPoint best = Objects.requireNonNull(earlyStop.best());
        assertEquals(points.size() - 11, points.indexOf(best), "10 measurements without anything better");

        Predictor predictor = new Predictor(trainer.network());
        assertTrue(predictor.evaluate(others).cost() > best.cost());
        earlyStop.keepBest();
        assertEquals(best.cost(), predictor.evaluate(others).cost(), 1e-12);
    }

    @Test
    void withoutPatienceItRunsToTheEndAndMeasuresThere() {
        Trainer trainer = trainer(0);
        trainer.adjust(0.02, 50);
        EarlyStop earlyStop = new EarlyStop(trainer, others, 0);
        run(trainer, earlyStop);
        assertEquals(
                List.of(20, 40, 50),
                earlyStop.points().stream().map(ValidationPoint::iteration).toList());
        assertFalse(earlyStop.exhausted());
    }

    @Test
    void goesOnWhereItStopped() {
        Trainer trainer = trainer(8);
        EarlyStop earlyStop = new EarlyStop(trainer, others, 4);
        run(trainer, earlyStop);
        EarlyStop resumed = new EarlyStop(trainer(8), others, 4);
        resumed.resume(earlyStop.points(), earlyStop.bestParameters());
        assertTrue(resumed.exhausted());
        assertEquals(earlyStop.best(), resumed.best());
        resumed.keepBest();
        assertArrayEquals(
                Objects.requireNonNull(earlyStop.bestParameters())
                        .layers()
                        .get(0)
                        .W(),
                Objects.requireNonNull(resumed.bestParameters()).layers().get(0).W());
        assertThrows(IllegalArgumentException.class, () -> resumed.resume(earlyStop.points(), null));
    }
}
