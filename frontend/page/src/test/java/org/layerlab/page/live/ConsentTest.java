package org.layerlab.page.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A pupil's network is shown no longer than the pupil wants, whatever the connection does. */
class ConsentTest extends TestedConnection {
    private final Consent consent = new Consent(connection);

    private void lose() {
        last().closed();
        loop.pass(2000);
        sent.clear();
    }

    @Test
    void aNoWithoutAConnectionReachesTheClassLater() {
        seat("a");
        consent.shown(true);
        assertTrue(consent.isShown());
        lose();
        consent.say(false);
        assertFalse(consent.isShown(), "at once");
        assertEquals(0, count("consent"));
        consent.shown(true);
        seat("a");
        assertFalse(consent.isShown(), "the class shows it until it has the answer");
        assertEquals(1, count("{\"type\":\"consent\",\"yes\":false}"));
        consent.shown(false);
        says("{'type': 'here'}");
        consent.shown(true);
        assertTrue(consent.isShown(), "another time");
    }

    @Test
    void aNoThatWasLostOnItsWayIsSentAgainWhileTheClassShowsOrAsks() {
        seat("a");
        consent.shown(true);
        consent.say(false);
        lose();
        seat("a");
        assertEquals(1, count("consent"));
        lose();
        consent.shown(false);
        seat("a");
        assertEquals(0, count("consent"), "the class has it");
    }

    @Test
    void aYesIsAskedForAgain() {
        seat("a");
        consent.asked(true);
        consent.say(false);
        lose();
        consent.asked(false);
        consent.say(true);
        seat("a");
        assertEquals(0, count("consent"));
        consent.say(true);
        consent.shown(true);
        assertTrue(consent.isShown());
        assertEquals(1, count("{\"type\":\"consent\",\"yes\":true}"));
    }
}
