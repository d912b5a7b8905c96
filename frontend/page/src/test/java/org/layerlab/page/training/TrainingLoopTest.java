package org.layerlab.page.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.Trainer;

class TrainingLoopTest {
    private final ManualLoop clock = new ManualLoop();
    private final List<String> heard = new ArrayList<>();
    private final List<Integer> looked = new ArrayList<>();
    private boolean lost;
    private double lookingTakes;
    private int looks;
    private boolean measures;
    private int endsAt = Integer.MAX_VALUE;
    private int mostTo = Integer.MAX_VALUE;
    private String refusal = "";
    private Trainer trainer = trainer(100_000, 2, 3, 1);
    private TrainingLoop loop = loop(1000);

    private boolean lost() {
        looks++;
        clock.pass(lookingTakes);
        return lost;
    }

    private static Trainer trainer(int iterations, int... layers) {
        Architecture architecture = Architecture.relu(layers);
        LabeledSet points = Points.MOONS.generate(40, 0.2, 1);
        Network network =
                new Network(new ReferenceKernels(), architecture, Initialization.HE.parameters(architecture, 1));
        return new Trainer(network, points, Hyperparameters.plain(0.1, iterations));
    }

    private TrainingLoop loop(int mostSteps) {
        TrainingLoop made = new TrainingLoop(clock, mostSteps, this::lost, new TrainingLoop.Owner() {
            @Override
            public boolean over(double now) {
                looked.add(trainer.iteration());
                if (!refusal.isEmpty()) {
                    throw new IllegalStateException(refusal);
                }
                return trainer.done() || trainer.iteration() >= endsAt;
            }

            @Override
            public int most() {
                return mostTo > trainer.iteration() ? mostTo - trainer.iteration() : Integer.MAX_VALUE;
            }

            @Override
            public boolean measures(double now) {
                return measures;
            }

            @Override
            public void ended() {
                heard.add("ended at " + trainer.iteration());
            }

            @Override
            public void tell(boolean whole) {
                heard.add((whole ? "whole " : "told ") + trainer.iteration());
            }

            @Override
            public void failed(String why) {
                heard.add(why);
            }
        });
        made.begin(trainer);
        return made;
    }

    /** Each update takes this long. */
    private void updatesTake(double milliseconds) {
        clock.spends(() -> trainer.iteration() * milliseconds);
    }

    private void turns(int count) {
        for (int i = 0; i < count && clock.turn(); i++) {
            // Goes on.
        }
    }

    @Test
    void nothingIsTrainedBeforeItPlays() {
        assertFalse(clock.turn());
        assertFalse(loop.running());
        assertEquals(0, trainer.iteration());
    }

    @Test
    void aSliceTakesAboutEightMilliseconds() {
        updatesTake(1);
        loop.play();
        clock.turn();
        assertTrue(trainer.iteration() >= 8 && trainer.iteration() <= 11, "updates: " + trainer.iteration());
        assertEquals(1, clock.waiting());
    }

    @Test
    void aSlowUpdateIsMadeAloneInItsSlice() {
        updatesTake(50);
        loop.play();
        turns(3);
        assertEquals(3, trainer.iteration());
        assertEquals(List.of("told 1", "told 2", "told 3"), heard);
    }

    @Test
    void itIsToldOnceAFrame() {
        updatesTake(1);
        loop.play();
        turns(20);
        int frames = (int) Math.ceil(trainer.iteration() / 16.0);
        assertTrue(heard.size() <= frames && heard.size() >= frames / 2, heard.size() + " of " + frames);
    }

    @Test
    void whereTheOwnerLooksAtEachUpdateACallMakesOne() {
        loop = loop(1);
        updatesTake(0.25);
        loop.play();
        clock.turn();
        assertEquals(List.of(1, 2, 3, 4, 5), looked.subList(0, 5));
        assertEquals(32, trainer.iteration());
    }

    @Test
    void noCallGoesBeyondWhereTheOwnerHasToLook() {
        updatesTake(0.01);
        mostTo = 123 + new Random().nextInt(400);
        loop.play();
        turns(4);
        assertTrue(trainer.iteration() > mostTo + 100, trainer.iteration() + " updates");
        assertTrue(looked.contains(mostTo), mostTo + " in " + looked);
    }

    @Test
    void itEndsWithItsIterations() {
        trainer = trainer(12, 2, 3, 1);
        loop = loop(1000);
        updatesTake(1);
        loop.play();
        turns(100);
        assertEquals(12, trainer.iteration());
        assertEquals("ended at 12", heard.get(heard.size() - 1));
        assertFalse(loop.running());
        assertEquals(0, clock.waiting());
        assertEquals(0, loop.perSecond());
    }

    @Test
    void itEndsWhereTheOwnerSaysSo() {
        loop = loop(1);
        endsAt = 5;
        updatesTake(1);
        loop.play();
        turns(100);
        assertEquals(5, trainer.iteration());
        assertEquals(List.of("ended at 5"), heard);
    }

    @Test
    void aRunThatIsOverMakesNoUpdateMore() {
        trainer = trainer(2, 2, 3, 1);
        loop = loop(1000);
        trainer.step();
        trainer.step();
        loop.play();
        turns(10);
        assertEquals(2, trainer.iteration());
        assertEquals(List.of("ended at 2"), heard);
    }

    @Test
    void whenPausedTheSliceThatWaitsDoesNothing() {
        updatesTake(1);
        loop.play();
        clock.turn();
        int made = trainer.iteration();
        loop.pause();
        turns(10);
        assertEquals(made, trainer.iteration());
        assertEquals(0, clock.waiting());
        loop.play();
        clock.turn();
        assertTrue(trainer.iteration() > made);
    }

    @Test
    void playingTwiceSchedulesOnce() {
        loop.play();
        loop.play();
        assertEquals(1, clock.waiting());
    }

    @Test
    void theSpeedIsMeasured() {
        updatesTake(2);
        loop.play();
        turns(100);
        assertEquals(500, loop.perSecond(), 1e-9);
        loop.pause();
        assertEquals(0, loop.perSecond());
    }

    @Test
    void aPaceOfTenASecondWaitsInBetween() {
        updatesTake(0.001);
        loop.pace(10);
        loop.play();
        for (double waited = 0; waited < 1000; waited += clock.untilTimer()) {
            clock.pass(clock.untilTimer());
            turns(1);
        }
        assertTrue(trainer.iteration() >= 9 && trainer.iteration() <= 11, "updates: " + trainer.iteration());
    }

    @Test
    void atASlowPaceEachUpdateIsToldHoweverShortlyAfterAnotherMessage() {
        loop.pace(10);
        loop.play();
        clock.pass(clock.untilTimer() - 1);
        loop.tell(false);
        clock.pass(clock.untilTimer());
        turns(1);
        assertEquals(List.of("told 0", "told 1"), heard);
    }

    @Test
    void aLostThreadStopsItAndSaysHowToGoOn() {
        lost = true;
        loop.play();
        clock.turn();
        assertEquals(1, heard.size());
        assertTrue(heard.get(0).startsWith("Training stopped: a thread that computes was ended by the browser."));
        assertFalse(loop.running());
        assertEquals(0, clock.waiting());
        lost = false;
        loop.play();
        clock.turn();
        assertTrue(trainer.iteration() > 1);
    }

    @Test
    void whatTheOwnerThrowsStopsIt() {
        refusal = "the training diverged";
        loop.play();
        turns(10);
        assertEquals(List.of("Training stopped: the training diverged"), heard);
        assertEquals(1, trainer.iteration());
    }

    @Test
    void aNetworkThatIsNotTrainedCannotPlay() {
        loop.begin(null);
        loop.settle();
        assertThrows(IllegalStateException.class, loop::play);
        assertFalse(TrainingLoop.isLarge(null));
    }

    @Test
    void anotherRunStandsStill() {
        loop.play();
        loop.begin(trainer(5, 2, 1));
        turns(10);
        assertEquals(0, trainer.iteration());
        assertEquals(List.of(), heard);
    }

    /** 1e8 operations an update: parts of some milliseconds each, of a clock that ticks when it is looked at. */
    private void trainInParts(int iterations) {
        trainer = trainer(iterations, 2, 800, 600, 1);
        double[] ticks = {0};
        clock.spends(() -> ticks[0] += 10);
        loop = loop(1000);
    }

    @Test
    void aLargeUpdateIsMadeInParts() {
        trainInParts(100);
        assertTrue(TrainingLoop.isLarge(trainer));
        loop.play();
        clock.turn();
        assertEquals(0, trainer.iteration());
        assertTrue(trainer.underWay());
        assertEquals(List.of(), looked);

        loop.settle();
        assertEquals(1, trainer.iteration());
        assertFalse(trainer.underWay());
    }

    /** Whoever asks something completes an update; a validation or a comparison is due after it all the same. */
    @Test
    void theOwnerLooksAtEachLargeUpdateHoweverItWasCompleted() {
        trainInParts(12);
        loop.play();
        Random random = new Random(5);
        for (int i = 0; i < 200 && !trainer.done(); i++) {
            clock.turn();
            if (random.nextBoolean()) {
                loop.settle();
            }
        }
        turns(2);
        assertEquals(IntStream.rangeClosed(1, 12).boxed().toList(), looked);
        assertEquals(List.of("ended at 12"), heard.subList(heard.size() - 1, heard.size()));
    }

    @Test
    void whatWaitsIsMeasuredAfterAnUpdateThatWasCompleted() {
        trainInParts(100);
        measures = true;
        loop.play();
        clock.turn();
        assertTrue(trainer.underWay());
        loop.settle();
        clock.turn();
        assertFalse(trainer.underWay(), "no further update is begun before");
        assertEquals(List.of(1), looked);
        assertEquals(List.of("told 1"), heard.subList(heard.size() - 1, heard.size()));
    }

    @Test
    void anUpdateThatWasCompletedMayEndTheRun() {
        trainInParts(100);
        endsAt = 1;
        loop.play();
        clock.turn();
        loop.settle();
        clock.turn();
        assertEquals(1, trainer.iteration());
        assertEquals("ended at 1", heard.get(heard.size() - 1));
        assertFalse(loop.running());
    }

    @Test
    void afterALargeUpdateWhatWaitsIsMeasured() {
        trainer = trainer(100, 2, 800, 600, 1);
        loop = loop(1000);
        measures = true;
        loop.play();
        clock.turn();
        assertEquals(List.of(1), looked);
        assertEquals(List.of("told 1"), heard);
    }

    @Test
    void tellingCountsAsAFrame() {
        updatesTake(1);
        loop.play();
        clock.turn();
        heard.clear();
        loop.tell(true);
        clock.turn();
        assertEquals(1, heard.size());
        assertTrue(heard.get(0).startsWith("whole"));
    }

    /** It measures what is best while a training begins, and that is not the parts' time. */
    @Test
    void lookingAfterTheThreadsMakesNoPartsSmaller() {
        trainer = trainer(100, 2, 700, 700, 1);
        assertTrue(TrainingLoop.isLarge(trainer));
        loop = loop(1000);
        lookingTakes = 6;
        loop.play();
        while (trainer.iteration() < 6) {
            clock.turn();
        }
        assertTrue(looks < 18, looks + " parts");
    }
}
