package org.layerlab.page.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

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
    void aReasonOfANewerServerIsToldInItsWords() {
        assertEquals("the moon is full", Refused.said("moon", "the moon is full"));
    }
}
