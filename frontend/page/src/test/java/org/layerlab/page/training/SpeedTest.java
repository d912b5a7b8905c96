package org.layerlab.page.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SpeedTest {
    private final Speed speed = new Speed();

    @Test
    void theFirstMeasurementComesAfterATenthOfASecond() {
        speed.start(1000, 50);
        speed.at(1099, 60);
        assertEquals(0, speed.perSecond());
        speed.at(1100, 60);
        assertEquals(100, speed.perSecond());
    }

    @Test
    void thenEveryHalfASecond() {
        speed.start(0, 0);
        speed.at(100, 10);
        speed.at(599, 500);
        assertEquals(100, speed.perSecond());
        speed.at(600, 510);
        assertEquals(1000, speed.perSecond());
    }

    @Test
    void standingStillItIsNothing() {
        speed.start(0, 0);
        speed.at(100, 10);
        speed.stop();
        assertEquals(0, speed.perSecond());
    }

    @Test
    void aPauseDoesNotCount() {
        speed.start(0, 0);
        speed.at(100, 10);
        speed.stop();
        speed.start(60_000, 10);
        speed.at(60_100, 30);
        assertEquals(200, speed.perSecond());
    }
}
