package org.layerlab.page.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace();

    @Test
    void withoutAPaceEverythingIsDueAtOnce() {
        assertEquals(Integer.MAX_VALUE, pace.due(0));
        pace.leave(Integer.MAX_VALUE - 1000);
        assertEquals(0, pace.delay(1));
    }

    @Test
    void slowMotionMakesOneIterationAtATime() {
        pace.set(10, 0);
        assertEquals(0, pace.due(60));
        assertEquals(40, pace.delay(60), 1e-9);
        assertEquals(1, pace.due(100));
        assertEquals(0, pace.due(150));
        assertEquals(1, pace.due(200));
    }

    @Test
    void aLateIterationIsNotFollowedByTheNextAtOnce() {
        pace.set(10, 0);
        assertEquals(1, pace.due(350));
        assertEquals(50, pace.delay(350), 1e-9);
        assertEquals(1, pace.due(400));
        assertEquals(100, pace.delay(400), 1e-9);
    }

    @Test
    void aRunThatStartsToPlayMakesOneIterationAtOnceAndTheNextAnIntervalLater() {
        pace.set(10, 0);
        pace.start(5000);
        assertEquals(1, pace.due(5000));
        assertEquals(100, pace.delay(5000), 1e-9);
    }

    @Test
    void aSecondHoldsAsManyIterationsAsThePaceSays() {
        pace.set(5000, 0);
        int made = 0;
        for (double now = 0; now < 1000; now += Math.max(1, pace.delay(now))) {
            made += pace.due(now);
        }
        assertEquals(5000, made, 100);
    }

    @Test
    void lateTimersDoNotSlowAPaceThatNobodyCanCount() {
        Random timers = new Random();
        pace.set(60, 0);
        int made = 0;
        for (double now = 0; now < 20_000; now += pace.delay(now) + timers.nextDouble() * 8) {
            made += pace.due(now);
        }
        assertEquals(1200, made, 24);
    }

    @Test
    void whatTheMachineHadNoTimeForIsDueAtOnceButNeverMoreThanAFewFrames() {
        pace.set(10_000, 0);
        assertEquals(100, pace.due(10));
        pace.leave(80);
        assertEquals(0, pace.delay(10));
        assertEquals(180, pace.due(20));
        pace.leave(180);
        assertTrue(pace.due(60_000) <= 640, "a page that was in the background does not rush");
    }
}
