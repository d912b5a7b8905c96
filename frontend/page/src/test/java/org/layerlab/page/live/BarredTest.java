package org.layerlab.page.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BarredTest {
    private static final double HOUR = 3_600_000;
    private static final double NOW = 1_790_000_000_000.0;

    private static final String TWO =
            Barred.line("BCDFGH", "s3cr-et_", NOW) + Barred.line("BCDFGJ", "another", NOW - 11 * HOUR);

    @Test
    void eachClassHasItsSecret() {
        assertEquals("s3cr-et_", Barred.secret("BCDFGH", TWO));
        assertEquals("another", Barred.secret("BCDFGJ", TWO));
        assertEquals("", Barred.secret("BCDFGK", TWO));
    }

    @Test
    void oneIsForgottenWhenItsClassLetsTheBrowserInAndAfterTwelveHours() {
        assertEquals(TWO, Barred.without("", TWO, NOW));
        assertEquals(Barred.line("BCDFGH", "s3cr-et_", NOW), Barred.without("BCDFGJ", TWO, NOW));
        assertEquals(Barred.line("BCDFGH", "s3cr-et_", NOW), Barred.without("", TWO, NOW + 2 * HOUR));
        assertEquals("", Barred.without("", TWO, NOW + 13 * HOUR));
    }

    @Test
    void whatIsDamagedIsLeftOut() {
        for (String damaged : new String[] {null, "", "BCDFGH", "BCDFGH secret soon\n", "BCDFGH  1\n"}) {
            assertEquals("", Barred.without("", damaged, NOW));
        }
        assertEquals("", Barred.secret("BCDFGH", "BCDFGH secret\n"));
    }
}
