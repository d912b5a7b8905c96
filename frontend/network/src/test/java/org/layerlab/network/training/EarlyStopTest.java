package org.layerlab.network.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
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
        Trainer another = trainer(8);
        EarlyStop resumed = new EarlyStop(another, others, 4);
        resumed.resume(earlyStop.points(), earlyStop.bestParameters());
        assertTrue(resumed.exhausted());
        assertEquals(earlyStop.best(), resumed.best());
        resumed.keepBest();
        assertArrayEquals(
                Objects.requireNonNull(earlyStop.bestParameters())
                        .layers()
                        .get(0)
                        .W(),
                another.network().parameters().layers().get(0).W());
        assertThrows(IllegalArgumentException.class, () -> resumed.resume(earlyStop.points(), null));
    }

    @Test
    void aMeasurementThatIsNoNumberIsNeverTheBest() {
        ValidationPoint first = new ValidationPoint(3, Double.NaN, 0.5);
        ValidationPoint second = new ValidationPoint(6, 0.7, 0.5);
        ValidationPoint third = new ValidationPoint(9, Double.NaN, 0.5);
        Trainer trainer = trainer(8);
        EarlyStop earlyStop = new EarlyStop(trainer, others, 2);
        earlyStop.resume(List.of(first), null);
        assertNull(earlyStop.best());
        assertFalse(earlyStop.exhausted());
        earlyStop.resume(List.of(first, second, third), trainer.network().parameters());
        assertEquals(second, earlyStop.best());
        assertFalse(earlyStop.exhausted());
        earlyStop.resume(List.of(first, third), null);
        assertTrue(earlyStop.exhausted(), "without a best one, all measurements count");
    }

    @Test
    void takesNoParametersThatAreNoNumbers() {
        Trainer trainer = trainer(8);
        trainer.network().set(trainer.network().parameters().filled(like -> {
            double[] values = new double[like.rows() * like.columns()];
            Arrays.fill(values, Double.NaN);
            return values;
        }));
        EarlyStop earlyStop = new EarlyStop(trainer, others, 1);
        run(trainer, earlyStop);
        assertEquals(1, earlyStop.points().size());
        assertNull(earlyStop.best());
        assertNull(earlyStop.bestParameters());
    }
}
