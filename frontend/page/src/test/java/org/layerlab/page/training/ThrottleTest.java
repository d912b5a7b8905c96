package org.layerlab.page.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottleTest {
    @Test
    void theFirstTimeIsDueAtOnce() {
        assertTrue(new Throttle(0.05).due(0));
    }

    @Test
    void aTaskThatTookTenMillisecondsAtAQuarterWaitsThirty() {
        Throttle throttle = new Throttle(0.25);
        throttle.ran(100, 110);
        assertFalse(throttle.due(139.9));
        assertTrue(throttle.due(140));
    }

    @Test
    void whatCostsNothingIsAlwaysDue() {
        Throttle throttle = new Throttle(0.05);
        throttle.ran(100, 100);
        assertTrue(throttle.due(100));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.1, 0.15, 0.25, 0.5})
    void theTaskKeepsToItsShare(double share) {
        Throttle throttle = new Throttle(share);
        double spent = 0;
        for (double now = 0; now < 100_000; now++) {
            if (throttle.due(now)) {
                throttle.ran(now, now + 7);
                spent += 7;
                now += 7;
            }
        }
        assertEquals(share, spent / 100_000, 0.02);
    }

    @Test
    void oneSlowTurnIsPaidForOnce() {
        Throttle throttle = new Throttle(0.5);
        throttle.ran(0, 1000);
        assertFalse(throttle.due(1999));
        throttle.ran(2000, 2001);
        assertTrue(throttle.due(2002));
    }

    @Test
    void aDeviceThatSleptDuringATurnDoesNotWaitForItsSleepAgain() {
        Throttle throttle = new Throttle(0.25);
        throttle.ran(0, 10);
        double night = 8 * 3_600_000;
        throttle.ran(40, 50 + night);
        assertFalse(throttle.due(50 + night + 1000));
        assertTrue(throttle.due(50 + night + 6000));
        throttle.ran(60_000 + night, 60_010 + night);
        assertTrue(throttle.due(60_040 + night));
    }

    @Test
    void turnsThatTakeLongEachTimeKeepToTheirShare() {
        Throttle throttle = new Throttle(0.25);
        throttle.ran(0, 20_000);
        throttle.ran(30_000, 50_000);
        assertFalse(throttle.due(109_000));
        assertTrue(throttle.due(110_000));
    }
}
