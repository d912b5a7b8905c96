package org.layerlab.page.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a connection is made, lost and made again. */
class ConnectionTest extends TestedConnection {
    @Test
    void aHelloIsAnsweredAndAClassIsASeat() {
        assertEquals(Connection.State.CONNECTING, connection.state());
        says("{'type': 'hello', 'server': 'a'}");
        assertEquals(List.of("{\"type\":\"join\"}"), sent);
        connection.send(new JsonObject().add("type", "early"));
        assertEquals(1, sent.size(), "nothing is sent before the class");
        says("{'type': 'class'}");
        assertEquals(Connection.State.SEATED, connection.state());
        says("{'type': 'state'}");
        assertEquals(List.of("class", "state"), heard);
    }

    @Test
    void aLostConnectionIsMadeAgainAfterLongerAndLongerTimes() {
        seat("a");
        double[] waits = {1000, 2000, 4000, 8000, 16_000, 30_000, 30_000};
        for (int i = 0; i < waits.length; i++) {
            last().closed();
            assertEquals(Connection.State.LOST, connection.state());
            assertEquals(i + 1, opened.size());
            loop.pass(waits[i] - 1);
            assertEquals(i + 1, opened.size(), "not before " + waits[i]);
            loop.pass(1);
            assertEquals(i + 2, opened.size());
        }
        seat("a");
        last().closed();
        loop.pass(1000);
        assertEquals(waits.length + 2, opened.size(), "a seat begins from the shortest again");
    }

    /** So that a class does not come back in the same moment. */
    @ParameterizedTest
    @CsvSource({"0, 750", "0.5, 1000", "1, 1250"})
    void eachPupilWaitsAQuarterMoreOrLessAtRandom(double drawn, double wait) {
        random = drawn;
        seat("a");
        last().closed();
        loop.pass(wait - 1);
        assertEquals(1, opened.size(), "not before " + wait);
        loop.pass(1);
        assertEquals(2, opened.size());
    }

    @Test
    void theNetworkThatIsBackIsTriedAtOnce() {
        seat("a");
        last().closed();
        connection.hurry();
        assertEquals(2, opened.size());
        loop.pass(19_999);
        assertEquals(2, opened.size(), "and not once more by the clock");
        seat("a");
        connection.hurry();
        assertEquals(2, opened.size());
    }

    @Test
    void aRestartedServerIsToldApart() {
        seat("a");
        says("{'type': 'stopping'}");
        last().closed();
        loop.pass(1000);
        says("{'type': 'hello', 'server': 'b'}");
        assertEquals(Connection.State.RESTARTED, connection.state());
        assertEquals(1, sent.size(), "it does not join by itself");
        loop.pass(100_000);
        assertEquals(2, opened.size());
        connection.start();
        seat("b");
        assertEquals(Connection.State.SEATED, connection.state());
        last().closed();
        loop.pass(1000);
        seat("b");
        assertEquals(Connection.State.SEATED, connection.state());
    }

    @ParameterizedTest
    @CsvSource({
        "{'type': 'refused'; 'reason': 'full'}, full",
        "{'type': 'ended'; 'why': 'teacher'}, ended",
        "{'type': 'removed'}, removed",
        "{'type': 'replaced'}, replaced"
    })
    void whatIsOverStaysOver(String message, String why) {
        seat("a");
        says(message.replace(';', ','));
        assertEquals(Connection.State.OVER, connection.state());
        assertEquals(why, connection.why());
        last().closed();
        loop.pass(100_000);
        assertEquals(1, opened.size());
    }

    /** A board forgets the key of a class that is gone. */
    @ParameterizedTest
    @CsvSource({
        "{'type': 'ended'; 'why': 'time'}, true",
        "{'type': 'refused'; 'reason': 'no_class'}, true",
        "{'type': 'refused'; 'reason': 'malformed'}, false",
        "{'type': 'refused'; 'reason': 'too_many_messages'}, false",
        "{'type': 'refused'; 'reason': 'too_many_requests'}, false",
        "{'type': 'refused'; 'reason': 'of a newer server'}, false",
        "{'type': 'replaced'}, false"
    })
    void aClassIsGoneOnlyWhereItEndedOrNobodyKnowsIt(String message, boolean isGone) {
        seat("a");
        says(message.replace(';', ','));
        assertEquals(isGone, connection.isGone());
    }

    @Test
    void aSilentServerIsLost() {
        seat("a");
        loop.pass(20_000);
        assertEquals("{\"type\":\"here\"}", sent.get(sent.size() - 1));
        says("{'type': 'here'}");
        loop.pass(20_000);
        assertEquals(Connection.State.SEATED, connection.state());
        loop.pass(20_000);
        assertEquals(Connection.State.LOST, connection.state());
        assertTrue(loop.waiting() > 0);
    }

    @Test
    void whatAFormerConnectionSaysIsNotHeard() {
        seat("a");
        Connection.Listener former = last();
        former.closed();
        connection.hurry();
        former.heard("{\"type\":\"removed\"}");
        former.closed();
        assertEquals(Connection.State.CONNECTING, connection.state());
    }

    @Test
    void theFirstTryFailsLikeALostConnection() {
        last().closed();
        assertEquals(Connection.State.LOST, connection.state());
        loop.pass(1000);
        seat("a");
        assertEquals(Connection.State.SEATED, connection.state());
    }

    @Test
    void anAttemptThatHangsIsGivenUpAfter20Seconds() {
        loop.pass(19_999);
        assertEquals(Connection.State.CONNECTING, connection.state());
        loop.pass(1);
        assertEquals(Connection.State.LOST, connection.state());
        loop.pass(1000);
        assertEquals(2, opened.size());
        says("{'type': 'hello', 'server': 'a'}");
        loop.pass(20_000);
        assertEquals(Connection.State.LOST, connection.state(), "a hello alone is not a seat");
        loop.pass(2000);
        assertEquals(0, count("here"), "nothing is sent before the join");
        loop.pass(10_000);
        seat("a");
        loop.pass(10_000);
        assertEquals(Connection.State.SEATED, connection.state());
        assertEquals(3, opened.size());
    }

    @Test
    void anAttemptThatHangsIsMadeAgainAtOnceWhenTheNetworkIsBack() {
        loop.pass(4999);
        connection.hurry();
        assertEquals(1, opened.size(), "it may still come");
        loop.pass(1);
        Connection.Listener former = last();
        int before = closed;
        connection.hurry();
        assertEquals(2, opened.size());
        assertEquals(before + 1, closed, "the former is closed");
        former.closed();
        assertEquals(Connection.State.CONNECTING, connection.state());
        loop.pass(4999);
        says("{'type': 'hello', 'server': 'a'}");
        loop.pass(1);
        connection.hurry();
        assertEquals(2, opened.size(), "a server that talks is there");
    }

    @Test
    void aPageThatWakesUpLosesADeadConnectionAfter5Seconds() {
        seat("a");
        loop.pass(19_000);
        connection.hurry();
        assertEquals("{\"type\":\"here\"}", sent.get(sent.size() - 1));
        loop.pass(4999);
        assertEquals(Connection.State.SEATED, connection.state());
        loop.pass(1);
        assertEquals(Connection.State.LOST, connection.state());
        loop.pass(1000);
        assertEquals(2, opened.size());
    }

    @Test
    void aPageThatWakesUpKeepsAConnectionThatAnswers() {
        seat("a");
        loop.pass(19_000);
        connection.hurry();
        connection.hurry();
        loop.pass(3000);
        says("{'type': 'here'}");
        loop.pass(10_000);
        assertEquals(Connection.State.SEATED, connection.state());
        connection.hurry();
        last().closed();
        loop.pass(1000);
        seat("a");
        loop.pass(4000);
        assertEquals(Connection.State.SEATED, connection.state(), "the question was the former connection's");
    }

    @Test
    void threeAttemptsWithoutAWordMayBeBlocked() {
        last().closed();
        loop.pass(1000);
        last().closed();
        loop.pass(2000);
        assertFalse(connection.isBlocked());
        loop.pass(20_000);
        assertTrue(connection.isBlocked(), "also one that hung");
        connection.hurry();
        assertTrue(connection.isBlocked(), "until something is heard");
        says("{'type': 'hello', 'server': 'a'}");
        assertFalse(connection.isBlocked());
    }

    @Test
    void aServerThatWasHeardOnceIsNotBlocked() {
        seat("a");
        for (int i = 0; i < 5; i++) {
            last().closed();
            loop.pass(30_000);
        }
        assertFalse(connection.isBlocked());
    }
}
