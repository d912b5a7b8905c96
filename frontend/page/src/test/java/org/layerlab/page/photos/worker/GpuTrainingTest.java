package org.layerlab.page.photos.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.training.TrainerState;
import org.layerlab.page.message.EngineChoice;

class GpuTrainingTest extends TwoProcessors {
    @Test
    void theFasterOneIsChosenAndNoUpdateIsLost() {
        training.play();
        assertTrue(owner.playing, "it trains here until the GPU is open");
        training.opened("a card");
        assertTrue(owner.playing, "the updates here are timed first");
        trainsHere(5, 500);
        assertFalse(owner.playing);
        assertEquals(7, line.until, "some updates compile the operations");
        compare(2);
        assertFalse(owner.playing);
        assertEquals(7, trainer.iteration());
        assertTrue(owner.choices.isEmpty());
        assertEquals("", owner.updatedBy);
        line.make(4, 200);
        assertEquals("a card", owner.updatedBy, "its updates count from the first one timed");
        assertTrue(owner.choices.isEmpty(), "they are timed for as long as those here");
        line.make(6, 300);
        EngineChoice choice = owner.choices.get(0);
        assertTrue(choice.onGpu());
        assertEquals("a card", choice.device());
        assertEquals(20, choice.there(), 1e-9);
        assertEquals(10, choice.here(), 1e-9);
        assertEquals(17, trainer.iteration());
        assertEquals(20, line.until, "a leg ends where the run is measured");
        line.make(3, 400);
        line.make(20, 900);
        line.make(20, 900);
        assertTrue(owner.ended);
        assertTrue(trainer.done());
        assertNull(line.waiting);

        Trainer alone = trainer();
        while (!alone.done()) {
            alone.step();
        }
        assertEquals(alone.costs(), trainer.costs());
        assertEquals(alone.cost(), trainer.cost());
    }

    @Test
    void theSlowerOneIsGivenBackAndItsUpdatesCount() {
        choose(4, 600);
        assertFalse(owner.choices.get(0).onGpu());
        assertFalse(line.open);
        assertTrue(owner.playing);
        assertEquals(11, trainer.iteration());
        training.pause();
        training.play();
        assertTrue(owner.playing);
        assertFalse(line.open);
    }

    @Test
    void withoutOneTrainingGoesOnHereWithoutAWord() {
        training.play();
        training.failed("there is none");
        assertTrue(owner.playing);
        assertTrue(owner.choices.isEmpty());
        assertFalse(training.running());
    }

    @Test
    void aForcedOneIsUsedHoweverSlowItIs() {
        training = training(true);
        training.play();
        assertFalse(owner.playing);
        assertTrue(training.running());
        training.opened("a card");
        compare(2);
        line.make(1, 5000);
        assertTrue(owner.choices.get(0).onGpu());
        assertTrue(training.running());
        assertTrue(training.away());
    }

    @Test
    void aForcedOneThatIsNotThereIsNamed() {
        training = training(true);
        training.play();
        training.failed("there is none");
        assertEquals("there is none", owner.choices.get(0).failure());
        assertTrue(owner.playing);
    }

    @Test
    void whereItFailsTheRunGoesOnFromTheLastLeg() {
        choose(10, 500);
        line.make(3, 400);
        assertEquals(20, trainer.iteration());
        GpuLegs.Arrival late = line.waiting;
        training.failed("it was taken away");
        assertTrue(owner.playing);
        assertEquals("it was taken away", owner.choices.get(1).failure());
        assertFalse(line.open);
        assertNotNull(late);
        late.came(line.copy.state(), 10);
        assertEquals(20, trainer.iteration(), "what comes afterwards is of no interest");
        training.failed("again");
        assertEquals(2, owner.choices.size());
    }

    @Test
    void oneThatComputesSomethingElseIsNotUsed() {
        training.play();
        training.opened("a card");
        trainsHere(5, 500);
        TrainerState right = line.copy.state();
        line.copy.resume(trainer.state());
        line.copy.step();
        line.copy.step();
        TrainerState wrong = line.copy.state();
        line.copy.resume(right);
        GpuLegs.Arrival then = line.waiting;
        assertNotNull(then);
        line.waiting = null;
        then.came(
                new TrainerState(
                        wrong.iteration(),
                        wrong.parameters(),
                        wrong.moments(),
                        wrong.costs(),
                        wrong.open(),
                        1.002 * wrong.cost()),
                900);
        trainer.step();
        training.updatedHere();
        trainer.step();
        training.updatedHere();
        assertTrue(
                owner.choices.get(0).failure().contains("got a cost of"),
                owner.choices.get(0).failure());
        assertFalse(line.open);
        assertTrue(owner.playing);
        assertEquals(7, trainer.iteration());
    }

    @Test
    void twoUpdatesAreComparedWhereTheRunIsMeasuredBetweenThem() {
        training.play();
        training.opened("a card");
        trainsHere(19, 1000);
        assertEquals(21, line.until, "the cost of the second depends on the gradients of the first");
        compare(2);
        line.make(19, 500);
        assertTrue(owner.choices.get(0).onGpu());
        assertEquals(60, line.until);
    }

    @Test
    void lastUpdateIsMadeHere() {
        training.play();
        training.opened("a card");
        trainsHere(59, 500);
        assertTrue(owner.playing);
        assertNull(line.waiting);
    }

    @Test
    void infiniteCostOfBothIsNoReasonToStopAndNoProof() {
        TrainerState state = trainer.state();
        trainer.resume(new TrainerState(
                state.iteration(),
                Parameters.of(state.parameters().named().stream()
                        .map(one -> new Parameters.Named(
                                one.name(),
                                one.rows(),
                                one.columns(),
                                DoubleStream.of(one.values())
                                        .map(value -> one.name().equals("b2") ? 1000 : value)
                                        .toArray(),
                                one.learned()))
                        .toList()),
                state.moments(),
                state.costs(),
                state.open(),
                state.cost()));
        training.play();
        training.opened("a card");
        trainsHere(5, 500);
        compare(2);
        assertEquals(Double.POSITIVE_INFINITY, trainer.cost());
        assertTrue(owner.choices.isEmpty());
        assertEquals(9, line.until, "the next two are compared");
    }

    @Test
    void computerThatSleptIsGivenMoreTime() {
        choose(10, 500);
        clock.pass(3_600_000);
        turnAll();
        assertEquals(1, owner.choices.size());
        clock.pass(31_000);
        turnAll();
        assertEquals("The GPU does not answer.", owner.choices.get(1).failure());
    }

    @Test
    void forcedOneMayBeSlowButNotSilent() {
        training = training(true);
        training.play();
        training.opened("a card");
        compare(2);
        line.make(1, 5000);
        clock.pass(299_000);
        turnAll();
        assertEquals(1, owner.choices.size());
        clock.pass(4000);
        turnAll();
        assertEquals("The GPU does not answer.", owner.choices.get(1).failure());
    }

    @Test
    void aRunThatEndsEarlyWaitsForNoLeg() {
        choose(10, 500);
        owner.over = true;
        line.make(3, 100);
        assertTrue(owner.ended);
        assertFalse(training.away());
        assertFalse(training.running());
    }

    @Test
    void aLegIsLongComparedToTheWayOfItsState() {
        training.play();
        training.opened("a card");
        trainsHere(5, 500);
        clock.pass(100);
        compare(2);
        clock.pass(150);
        line.make(10, 500);
        assertEquals(1000, line.milliseconds, "ten times the shortest way");
        clock.pass(60_000);
        line.make(1, 400);
        assertEquals(1000, line.milliseconds, "this worker was busy for a part of a long way");
    }

    @Test
    void theNextLegIsUnderWayWhileTheLastIsMeasured() {
        choose(10, 500);
        boolean[] underWay = {false};
        owner.whenMoved = () -> underWay[0] = line.waiting != null;
        line.make(3, 400);
        assertTrue(underWay[0]);
        assertEquals(20, trainer.iteration());
        line.make(20, 900);
        owner.whenMoved = () -> owner.over = true;
        line.make(5, 900);
        assertTrue(owner.ended);
        assertFalse(training.away(), "a leg that was begun too early is of no interest");
        assertEquals(45, trainer.iteration());
    }

    @Test
    void oneThatDoesNotAnswerIsGivenUp() {
        choose(10, 500);
        line.make(3, 400);
        clock.pass(30_400);
        turnAll();
        assertTrue(owner.choices.size() == 1, "it has some more time");
        clock.pass(200);
        turnAll();
        assertEquals("The GPU does not answer.", owner.choices.get(1).failure());
        assertTrue(owner.playing);
        assertEquals(20, trainer.iteration());
    }

    private void turnAll() {
        while (clock.turn()) {
            // Until nothing is due.
        }
    }
}
