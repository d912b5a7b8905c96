package org.layerlab.page.photos.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What pausing, stopping and going on do while a leg is away. */
class GpuPauseTest extends TwoProcessors {
    @Test
    void aPauseDuringTheComparisonBeginsItAgain() {
        training.play();
        training.opened("a card");
        trainsHere(5, 500);
        line.make(2, 900);
        trainer.step();
        training.updatedHere();
        training.pause();
        trainer.step();
        training.updatedHere();
        assertNull(line.waiting);
        training.play();
        trainsHere(5, 500);
        assertNotNull(line.waiting);
        assertEquals(14, line.until);
    }

    @Test
    void aPauseWaitsForTheLeg() {
        choose(10, 500);
        training.pause();
        assertTrue(line.hurried);
        assertFalse(training.running());
        assertTrue(training.away());
        line.make(2, 100);
        assertTrue(owner.rested);
        assertEquals(19, trainer.iteration());
        assertFalse(training.away());
        assertNull(line.waiting);
        training.play();
        line.make(1, 100);
        assertEquals(20, trainer.iteration());
        assertFalse(owner.ended);
    }

    @Test
    void aStopTakesNoLegAnyMore() {
        choose(10, 500);
        GpuLegs.Arrival late = line.waiting;
        training.drop();
        assertNotNull(late);
        late.came(line.copy.state(), 10);
        assertEquals(17, trainer.iteration());
        assertFalse(owner.rested);
        training.close();
        assertFalse(line.open);
    }

    @Test
    void aPauseBeforeItIsOpenIsKept() {
        training.play();
        training.pause();
        training.opened("a card");
        assertNull(line.waiting);
        assertEquals(0, clock.waiting());
        training.play();
        trainsHere(5, 500);
        assertNotNull(line.waiting);
    }

    @Test
    void goingOnWhileALegIsAwayWaitsForIt() {
        choose(10, 500);
        training.pause();
        GpuLegs.Arrival leg = line.waiting;
        training.play();
        assertSame(leg, line.waiting);
        assertFalse(owner.playing);
        line.make(1, 10);
        assertFalse(owner.rested);
        assertEquals(18, trainer.iteration());
        assertNotNull(line.waiting);
    }

    @Test
    void goingOnDuringTheFirstLegStillCompares() {
        training.play();
        training.opened("a card");
        trainsHere(5, 500);
        training.pause();
        training.play();
        assertFalse(owner.playing);
        compare(2);
        assertEquals(7, trainer.iteration());
        assertNotNull(line.waiting);
    }

    @Test
    void whatWasNotComparedIsNotTakenOver() {
        training.play();
        training.opened("a card");
        trainsHere(5, 500);
        training.pause();
        line.make(2, 900);
        assertTrue(owner.rested);
        assertEquals(5, trainer.iteration());
    }

    @Test
    void ofTwoTimersTheLastCounts() {
        training.play();
        training.opened("a card");
        clock.pass(400);
        training.pause();
        training.play();
        clock.pass(100);
        clock.turn();
        assertNull(line.waiting, "the first timer is of no interest");
        trainsHere(5, 400);
        assertNotNull(line.waiting);
        compare(2);
        line.make(10, 500);
        assertEquals(10, owner.choices.get(0).here(), 1e-9);
    }

    @Test
    void aComparisonThatWasCutShortIsMadeAgain() {
        training.play();
        training.opened("a card");
        trainsHere(5, 500);
        training.pause();
        training.play();
        line.make(0, 10);
        assertTrue(owner.choices.isEmpty());
        assertEquals(7, line.until);
        line.make(1, 10);
        assertFalse(owner.playing);
        compare(2);
        assertTrue(owner.choices.isEmpty());
        assertEquals(7, trainer.iteration());
    }
}
