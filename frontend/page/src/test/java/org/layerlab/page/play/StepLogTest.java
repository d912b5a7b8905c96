package org.layerlab.page.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.layerlab.network.training.CostPoint;

class StepLogTest {
    @Test
    void eachSingleStepTellsItsCostAndItsChange() {
        StepLog log = new StepLog();
        assertNull(log.moved(1, 1, 0.7, 0), "the run itself tells the cost of iteration 0");
        assertTrue(Double.isNaN(log.change()), "of one cost there is no change");
        assertEquals(new CostPoint(1, 0.6), log.moved(2, 2, 0.6, 0));
        assertEquals(-0.1, log.change(), 1e-12);
        assertNull(log.moved(2, 2, 0.6, 1), "told once");
        assertEquals(-0.1, log.change(), 1e-12);
    }

    @Test
    void whatWasSkippedOrLiesInThePastIsNotTold() {
        StepLog log = new StepLog();
        assertNull(log.moved(50, 50, 0.5, 0));
        assertTrue(Double.isNaN(log.change()));
        assertNull(log.moved(51, 90, 0.4, 0), "a step through the past");
        assertNull(log.moved(52, 52, 0.3, 51), "told by the run");
        assertEquals(new CostPoint(52, 0.2), log.moved(53, 53, 0.2, 51));
    }

    /** The cost of such weights is none that an update had. */
    @Test
    void weightsSetByHandTellNoCostAndNoChange() {
        StepLog log = new StepLog();
        log.moved(50, 50, 0.5, 0);
        log.edited(51);
        assertTrue(Double.isNaN(log.change()));
        assertEquals(new CostPoint(51, 9), log.moved(52, 52, 9, 50));
        assertTrue(Double.isNaN(log.change()), "from before the hand to after it");
        assertEquals(new CostPoint(52, 8), log.moved(53, 53, 8, 51));
        assertEquals(-1, log.change());
    }

    @Test
    void anotherRunHasItsOwnSteps() {
        StepLog log = new StepLog();
        assertNull(log.moved(1, 1, 0.7, 0));
        assertEquals(new CostPoint(1, 0.6), log.moved(2, 2, 0.6, 0));
        log.clear();
        assertTrue(Double.isNaN(log.change()));
        assertEquals(new CostPoint(0, 0.9), log.moved(1, 1, 0.9, -1));
    }
}
