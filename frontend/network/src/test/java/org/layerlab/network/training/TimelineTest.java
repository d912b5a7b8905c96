package org.layerlab.network.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.network.data.Points;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.ReferenceKernels;

class TimelineTest {
    private static final int LONG = 100_000;

    private static Trainer trainer(OptimizerKind optimizer, int batchSize) {
        Architecture architecture = Architecture.relu(2, 5, 1);
        Network network =
                new Network(new ReferenceKernels(), architecture, Initialization.HE.parameters(architecture, 1));
        return new Trainer(
                network,
                Points.CIRCLE.generate(40, 0.1, 1),
                Hyperparameters.builder(0.05, LONG)
                        .batchSize(batchSize)
                        .optimizer(optimizer)
                        .dropout(0.1)
                        .build());
    }

    private static void go(Trainer trainer, Timeline timeline, int to) {
        while (trainer.iteration() < to) {
            trainer.steps(Math.min(7, to - trainer.iteration()));
            timeline.passed();
        }
    }

    private static void seek(Trainer trainer, Timeline timeline, int to) {
        assertEquals(to, timeline.rewind(to));
        assertTrue(trainer.iteration() <= to, trainer.iteration() + " is past " + to);
        go(trainer, timeline, to);
    }

    private static void adjust(Trainer trainer, Timeline timeline, double rate, int iterations) {
        Hyperparameters before = trainer.hyperparameters();
        trainer.adjust(before.with(rate, iterations));
        timeline.adjusted(before);
    }

    private static void assertSame(Trainer expected, Trainer actual) {
        assertEquals(expected.iteration(), actual.iteration());
        assertEquals(expected.cost(), actual.cost(), 0);
        assertEquals(expected.costs(), actual.costs());
        assertEquals(expected.openCosts(), actual.openCosts());
        Parameters wanted = expected.network().parameters();
        Parameters got = actual.network().parameters();
        for (int l = 0; l < wanted.layers().size(); l++) {
            assertArrayEquals(wanted.layers().get(l).W(), got.layers().get(l).W(), 0);
            assertArrayEquals(wanted.layers().get(l).b(), got.layers().get(l).b(), 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"SGD, 0", "SGD, 7", "MOMENTUM, 7", "ADAM, 0", "ADAM, 1"})
    void scrubbedRunHasTheDigitsOfOneThatNeverWas(OptimizerKind optimizer, int batchSize) {
        Trainer straight = trainer(optimizer, batchSize);
        Trainer scrubbed = trainer(optimizer, batchSize);
        Timeline timeline = new Timeline(scrubbed, 6);
        go(scrubbed, timeline, 1234);
        for (int to : new int[] {1000, 3, 1234, 777, 778, 700, 1, 901}) {
            seek(scrubbed, timeline, to);
            Trainer fresh = trainer(optimizer, batchSize);
            while (fresh.iteration() < to) {
                fresh.step();
            }
            assertSame(fresh, scrubbed);
        }
        go(scrubbed, timeline, 1500);
        while (straight.iteration() < 1500) {
            straight.step();
        }
        assertSame(straight, scrubbed);
        assertEquals(1500, timeline.furthest());
    }

    @Test
    void beginningIsAsItWas() {
        Trainer trainer = trainer(OptimizerKind.ADAM, 0);
        Timeline timeline = new Timeline(trainer, 6);
        go(trainer, timeline, 500);
        seek(trainer, timeline, 0);
        assertSame(trainer(OptimizerKind.ADAM, 0), trainer);
        assertEquals(0, timeline.rewind(-5));
        assertEquals(500, timeline.rewind(LONG));
    }

    @Test
    void changeByHandCutsWhatCameAfterAndIsBroughtBackItself() {
        Trainer trainer = trainer(OptimizerKind.MOMENTUM, 0);
        Timeline timeline = new Timeline(trainer, 6);
        go(trainer, timeline, 400);
        seek(trainer, timeline, 250);
        adjust(trainer, timeline, 0.5, LONG);
        assertEquals(250, timeline.furthest());
        go(trainer, timeline, 900);
        double cost = trainer.cost();
        Parameters parameters = trainer.network().parameters();

        seek(trainer, timeline, 100);
        assertEquals(0.05, trainer.hyperparameters().learningRate());
        seek(trainer, timeline, 900);
        assertEquals(0.5, trainer.hyperparameters().learningRate());
        assertEquals(cost, trainer.cost(), 0);
        assertArrayEquals(
                parameters.layers().get(0).W(),
                trainer.network().parameters().layers().get(0).W(),
                0);

        Trainer unchanged = trainer(OptimizerKind.MOMENTUM, 0);
        while (unchanged.iteration() < 900) {
            unchanged.step();
        }
        assertNotEquals(unchanged.cost(), trainer.cost());
    }

    @Test
    void runThatGoesOnFromBeforeAChangeTakesTheChangeUpThere() {
        Trainer trainer = trainer(OptimizerKind.SGD, 0);
        Timeline timeline = new Timeline(trainer, 6);
        go(trainer, timeline, 400);
        assertFalse(timeline.resumed());
        adjust(trainer, timeline, 0.05, LONG + 1);
        assertEquals(400, timeline.furthest());
        adjust(trainer, timeline, 0.5, LONG);
        go(trainer, timeline, 600);
        seek(trainer, timeline, 450);
        assertFalse(timeline.resumed());
        seek(trainer, timeline, 300);
        assertTrue(timeline.resumed());
        assertEquals(300, timeline.furthest());
        assertEquals(0.5, trainer.hyperparameters().learningRate());
    }

    @Test
    void roomStaysBoundedHoweverOftenSomethingIsChanged() {
        Trainer trainer = trainer(OptimizerKind.SGD, 0);
        Timeline timeline = new Timeline(trainer, 6);
        for (int i = 1; i <= 20; i++) {
            go(trainer, timeline, 50 * i);
            adjust(trainer, timeline, 0.01 * i, LONG);
            assertTrue(timeline.kept() <= 6, timeline.kept() + " moments");
        }
        double cost = trainer.cost();
        seek(trainer, timeline, timeline.earliest() + 30);
        seek(trainer, timeline, 1000);
        assertEquals(cost, trainer.cost(), 0);
    }
}
