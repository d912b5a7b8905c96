package org.layerlab.page.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "malformed",
                "bad_request",
                "no_class",
                "taken",
                "full",
                "locked",
                "removed",
                "too_many_messages",
                "too_many_requests",
                "cross_site"
            })
    void eachReasonHasASentenceOfThePage(String reason) {
        assertNotEquals("in English", Refused.said(reason, "in English"));
    }

    @Test
    void onlyARefusalThatMayPassIsWorthAskingAgain() {
        for (String reason : List.of("malformed", "bad_request", "taken", "cross_site")) {
            assertTrue(Refused.isFinal(reason), reason);
        }
        for (String reason : List.of("", "full", "too_many_requests", "away", "moon")) {
            assertFalse(Refused.isFinal(reason), reason);
        }
    }

    @Test
    void aServerThatSaysWhenIsAskedAgainThen() {
        assertEquals(3000, Refused.pause(0));
        assertEquals(3000, Refused.pause(2));
        assertEquals(600_000, Refused.pause(600));
    }

    @Test
    void aReasonOfANewerServerIsToldInItsWords() {
        assertEquals("the moon is full", Refused.said("moon", "the moon is full"));
    }
}
