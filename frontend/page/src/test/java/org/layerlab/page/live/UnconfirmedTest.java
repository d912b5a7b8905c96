package org.layerlab.page.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.eclipsesource.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a connection sends again until the class confirms it. */
class UnconfirmedTest extends TestedConnection {
    @Test
    void whatHasToComeIsSentAgainUntilTheClassConfirmsIt() {
        List<String> came = new ArrayList<>();
        surely("handin", () -> true, () -> came.add("it came"));
        assertEquals(0, count("handin"), "there is no connection yet");
        says("{'type':'hello','server':'a'}");
        says("{'type':'class'}");
        assertEquals(1, count("handin"));
        last().closed();
        loop.pass(2000);
        says("{'type':'hello','server':'a'}");
        says("{'type':'class'}");
        assertEquals(2, count("handin"));
        assertEquals(List.of(), came);
        says("{'type':'here'}");
        assertEquals(List.of("it came"), came);
        says("{'type':'here'}");
        last().closed();
        loop.pass(4000);
        says("{'type':'hello','server':'a'}");
        says("{'type':'class'}");
        assertEquals(2, count("handin"));
        assertEquals(List.of("it came"), came);
    }

    @Test
    void allThatADeadConnectionSwallowedIsSentAgainInItsOrder() {
        List<String> came = new ArrayList<>();
        seat("a");
        surely("hold", () -> true, () -> came.add("hold"));
        surely("activity", () -> false, () -> came.add("activity"));
        surely("lock", () -> true, () -> came.add("lock"));
        connection.hurry();
        loop.pass(5000);
        assertEquals(Connection.State.LOST, connection.state());
        loop.pass(1000);
        sent.clear();
        seat("a");
        assertEquals(
                List.of("{\"type\":\"join\"}", "{\"type\":\"hold\"}", "{\"type\":\"lock\"}", "{\"type\":\"here\"}"),
                sent,
                "what the class shows already is not sent twice");
        says("{'type': 'class'}");
        assertEquals(1, count("hold"), "once a connection");
        says("{'type': 'here'}");
        assertEquals(List.of("hold", "lock"), came);
    }

    @Test
    void aMessageConfirmsOnlyWhatWasSentBeforeIt() {
        List<String> came = new ArrayList<>();
        seat("a");
        surely("hold", () -> true, () -> came.add("hold"));
        surely("lock", () -> true, () -> came.add("lock"));
        says("{'type': 'here'}");
        assertEquals(List.of("hold"), came);
        says("{'type': 'here'}");
        assertEquals(List.of("hold", "lock"), came);
    }

    @Test
    void whatIsAskedForAgainIsOwedOnce() {
        seat("a");
        surely("hold", () -> true, () -> {});
        surely("hold", () -> true, () -> {});
        last().closed();
        loop.pass(1000);
        sent.clear();
        seat("a");
        assertEquals(1, count("hold"));
    }

    @Test
    void aNewerMessageOfTheSameKindTakesItsPlace() {
        seat("a");
        Random random = new Random();
        String last = "";
        for (int i = 0; i < 20; i++) {
            last = "{\"type\":\"activity\",\"link\":\"" + random.nextInt(5) + "\"}";
            connection.sendSurely(Json.parse(last).asObject(), () -> true, () -> {});
            connection.sendSurely(
                    Json.parse("{\"type\":\"rename\",\"pupil\":" + i % 2 + "}").asObject(), () -> true, () -> {});
        }
        last().closed();
        loop.pass(1000);
        sent.clear();
        seat("a");
        assertEquals(1, count("activity"));
        assertEquals(
                last,
                sent.stream()
                        .filter(text -> text.contains("activity"))
                        .findAny()
                        .orElse(""));
        assertEquals(2, count("rename"), "one for each pupil");
    }

    @Test
    void whatWasRefusedIsNotSentAgain() {
        seat("a");
        surely("rename", () -> true, () -> {});
        says("{'type': 'refused', 'reason': 'malformed'}");
        connection.start();
        seat("a");
        assertEquals(1, count("rename"));
    }

    @Test
    void anAnswerToAnEarlierMessageConfirmsNothing() {
        says("{'type':'hello','server':'a'}");
        says("{'type':'class'}");
        loop.pass(20_000);
        assertEquals(1, count("here"), "it says that it is here from time to time");
        List<String> came = new ArrayList<>();
        surely("handin", () -> true, () -> came.add("it came"));
        says("{'type':'here'}");
        assertEquals(List.of(), came);
        says("{'type':'here'}");
        assertEquals(List.of("it came"), came);
    }
}
