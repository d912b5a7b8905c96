package org.layerlab.page.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class KeptSeatTest {
    private static final double MINUTE = 60_000;
    private static final double NOW = 1_790_000_000_000.0;

    private static KeptSeat seat(double at) {
        return new KeptSeat("BCDFGH", "s3cr-et_", "Mia von M.", "run1", at);
    }

    @Test
    void whatIsKeptComesBack() {
        assertEquals(seat(NOW), KeptSeat.of(seat(NOW).text()));
        assertTrue(seat(NOW).isOf("BCDFGH"));
        assertFalse(seat(NOW).isOf("BCDFGJ"), "a mistyped code");
        for (String none : new String[] {null, "", "BCDFGH", "BCDFGH secret"}) {
            assertNull(KeptSeat.of(none));
        }
    }

    @Test
    void whatAFormerVersionKeptIsReadAndItsPresentRunIsUnknown() {
        KeptSeat former = Objects.requireNonNull(KeptSeat.of("BCDFGH s3cr-et_ Mia von M."));
        assertEquals(new KeptSeat("BCDFGH", "s3cr-et_", "Mia von M.", "", 0), former);
        assertFalse(former.isOld(NOW));
        assertTrue(former.isGone("run1", NOW));
        assertTrue(new KeptSeat("BCDFGH", "s3cr-et_", "Mia", "", NOW).isGone("run1", NOW), "with its time of now");
        KeptSeat odd = Objects.requireNonNull(KeptSeat.of("BCDFGH secret Mia\nrun1 soon"));
        assertEquals("", odd.run());
    }

    @Test
    void aClassThatTheSameRunOfTheServerDoesNotKnowIsGone() {
        assertTrue(seat(NOW - MINUTE).isGone("run1", NOW));
    }

    @Test
    void afterARestartTheBoardMayOpenTheClassAgainForAWhile() {
        assertFalse(seat(NOW - MINUTE).isGone("run2", NOW));
        assertFalse(seat(NOW - 29 * MINUTE).isGone("run2", NOW));
        assertTrue(seat(NOW - 31 * MINUTE).isGone("run2", NOW));
    }

    @Test
    void noClassLivesLongerThanTwelveHours() {
        assertFalse(seat(NOW - 11 * 60 * MINUTE).isOld(NOW));
        assertTrue(seat(NOW - 13 * 60 * MINUTE).isOld(NOW));
    }
}
