package org.layerlab.page.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StepSizeTest {
    private final StepSize size = new StepSize(1000);

    @Test
    void quickUpdatesAreDoubledUpToTheMost() {
        for (int i = 0; i < 5; i++) {
            size.stepsTook(size.steps(), 0.1);
        }
        assertEquals(32, size.steps());
        for (int i = 0; i < 20; i++) {
            size.stepsTook(size.steps(), 0.1);
        }
        assertEquals(1000, size.steps());
    }

    @Test
    void oneIsTheMostWhereEachIsLookedAt() {
        StepSize single = new StepSize(1);
        single.stepsTook(1, 0.1);
        assertEquals(1, single.steps());
    }

    @Test
    void slowUpdatesAreCutToThreeMilliseconds() {
        for (int i = 0; i < 5; i++) {
            size.stepsTook(size.steps(), 0.1);
        }
        size.stepsTook(32, 12);
        assertEquals(8, size.steps());
        size.stepsTook(8, 1000);
        assertEquals(1, size.steps());
    }

    @Test
    void fewerThanAllowedSayNothingOfSpeed() {
        size.stepsTook(1, 0.1);
        size.stepsTook(1, 0.1);
        assertEquals(2, size.steps());
    }

    @Test
    void whatTakesBetweenHalfAndAllOfTheTimeStays() {
        size.stepsTook(1, 2);
        assertEquals(1, size.steps());
        double flops = size.flops();
        size.partTook(2);
        assertEquals(flops, size.flops());
    }

    @Test
    void anotherRunBeginsWithOneUpdateButKnowsTheMachine() {
        size.stepsTook(1, 0.1);
        size.partTook(6);
        double flops = size.flops();
        size.begin();
        assertEquals(1, size.steps());
        assertEquals(flops, size.flops());
    }

    @Test
    void aPartShrinksByHalfAtMostAndNotBelowAMillion() {
        size.partTook(100);
        assertEquals(5e7, size.flops());
        for (int i = 0; i < 20; i++) {
            size.partTook(100);
        }
        assertEquals(1e6, size.flops());
    }

    @Test
    void aPartGrowsByAQuarter() {
        size.partTook(1);
        assertEquals(1.25e8, size.flops());
    }
}
