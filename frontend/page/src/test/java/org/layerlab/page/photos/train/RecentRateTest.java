package org.layerlab.page.photos.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RecentRateTest {
    private final RecentRate rate = new RecentRate();

    @Test
    void isNotKnownFromOneMomentOrFromTwoAlmostAtOnce() {
        assertEquals(0, rate.perSecond());
        rate.at(1000, 10);
        assertEquals(0, rate.perSecond());
        rate.at(1016, 30);
        assertEquals(0, rate.perSecond());
    }

    @Test
    void isThatOfTheLastSecondsPausesInThemIncluded() {
        for (int ms = 0; ms <= 10_000; ms += 100) {
            rate.at(ms, ms);
        }
        assertEquals(1000, rate.perSecond(), 1e-9);
        // Half as fast from now on: after as long as the window, nothing else is left in it.
        for (int ms = 100; ms <= 5000; ms += 100) {
            rate.at(10_000 + ms, 10_000 + ms / 2.0);
        }
        assertEquals(500, rate.perSecond(), 1e-9);
        rate.at(17_500, 12_500);
        assertEquals(250, rate.perSecond(), 1e-9);
    }

    @Test
    void beginsAnew() {
        rate.at(0, 0);
        rate.at(1000, 100);
        rate.clear();
        rate.at(9000, 100);
        rate.at(10_000, 150);
        assertEquals(50, rate.perSecond(), 1e-9);
    }
}
