package org.layerlab.backend.classroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rooms by a clock that the test turns. */
class RoomsTest {
    private static final String KEY = "k".repeat(32);
    private static final String MIA = "m".repeat(32);
    private static final String BEN = "b".repeat(32);

    private long now = Long.MAX_VALUE - 1000;
    private final Rooms rooms = new Rooms(new Bounds(3, 2, Duration.ofHours(12), Duration.ofMinutes(30)), () -> now);
    private final RecordedLine board = new RecordedLine();
    private final RecordedLine mia = new RecordedLine();

    private Room room;
    private Seat teacher;

    @BeforeEach
    void open() throws Refusal {
        room = rooms.open(RoomKey.of(KEY)).room();
        teacher = room.teach(KEY, board);
    }

    private void pass(Duration time) {
        now += time.toNanos();
        rooms.sweep();
    }

    private static JsonObject says(String json) {
        return Json.parse(json.replace('\'', '"')).asObject();
    }

    private static Refusal.Reason reason(org.junit.jupiter.api.function.Executable work) {
        return assertThrows(Refusal.class, work).reason();
    }

    private static JsonObject pupil(RecordedLine board) {
        return board.last("pupil").get("pupil").asObject();
    }

    // ---- codes and keys ----

    @Test
    void aKeyOpensItsRoomAgainAndHasItsCode() throws Refusal {
        assertTrue(RoomCode.isOne(room.code()), room.code());
        Rooms.Opened again = rooms.open(RoomKey.of(KEY));
        assertEquals(new Rooms.Opened(room, false), again);
        // Another server, or the same after a restart.
        Room restarted =
                new Rooms(Bounds.DEFAULT, () -> 0).open(RoomKey.of(KEY)).room();
        assertNotSame(room, restarted);
        assertEquals(room.code(), restarted.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "has a space in it, and 32 letters", "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"})
    void whatIsNoKeyIsRefused(String key) {
        assertEquals(Refusal.Reason.MALFORMED, reason(() -> rooms.open(RoomKey.of(key))));
    }

    @Test
    void anotherKeyTeachesNothing() throws Refusal {
        assertEquals(Refusal.Reason.NO_CLASS, reason(() -> room.teach(MIA, new RecordedLine())));
        teacher.hear(says("{'type': 'end'}"));
        assertEquals(Refusal.Reason.NO_CLASS, reason(() -> room.teach(KEY, new RecordedLine())), "a stale key");
        rooms.forget(room);
        assertTrue(rooms.find(room.code()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"BCDFGH, true", "bcdfgh, false", "BCDFG, false", "BCDFGHJ, false", "BCDFGA, false", "ZZZZZZ, true"})
    void codesAreSixConsonants(String text, boolean isOne) {
        assertEquals(isOne, RoomCode.isOne(text));
    }

    // ---- bounds and the end ----

    @Test
    void roomsAndPupilsAreBounded() throws Refusal {
        rooms.open(RoomKey.of(MIA));
        rooms.open(RoomKey.of(BEN));
        assertEquals(Refusal.Reason.FULL, reason(() -> rooms.open(RoomKey.of("x".repeat(32)))));
        assertEquals(3, rooms.load().rooms());
        room.join(MIA, "Mia", mia);
        room.join(BEN, "Ben", new RecordedLine()).left();
        assertEquals(
                Refusal.Reason.FULL,
                reason(() -> room.join("x".repeat(32), "Eve", new RecordedLine())),
                "who lost the connection keeps the place");
        room.join(BEN, "Ben", new RecordedLine());
    }

    @Test
    void aClassEndsAfterTwelveHours() throws Refusal {
        room.join(MIA, "Mia", mia);
        for (int i = 0; i < 47; i++) {
            pass(Duration.ofMinutes(15));
            teacher.hear(says("{'type': 'here', 'seen': true}"));
        }
        assertEquals(1, rooms.load().rooms());
        pass(Duration.ofMinutes(16));
        assertEquals(0, rooms.load().rooms());
        assertEquals("time", mia.last().getString("why", ""));
        assertTrue(mia.closed && board.closed);
        assertEquals(Refusal.Reason.NO_CLASS, reason(() -> room.join(MIA, "Mia", mia)));
    }

    @Test
    void aClassEndsAfterHalfAnHourOfSilence() throws Refusal {
        Seat seat = room.join(MIA, "Mia", mia);
        pass(Duration.ofMinutes(29));
        seat.hear(says("{'type': 'progress', 'iteration': 1}"));
        pass(Duration.ofMinutes(29));
        seat.hear(says("{'type': 'here'}"));
        teacher.hear(says("{'type': 'here', 'seen': false}"));
        assertEquals(1, rooms.load().rooms());
        pass(Duration.ofMinutes(2));
        assertEquals(0, rooms.load().rooms(), "being there is silence");
        assertEquals("silence", board.last().getString("why", ""));
    }

    @Test
    void theTeacherEndsIt() throws Refusal {
        room.join(MIA, "Mia", mia);
        teacher.hear(says("{'type': 'end'}"));
        rooms.forget(room);
        assertEquals(0, rooms.load().rooms());
        assertEquals("teacher", mia.last().getString("why", ""));
        assertTrue(mia.closed && board.closed);
    }

    @Test
    void aServerThatStopsEndsNoClass() throws Refusal {
        room.join(MIA, "Mia", mia);
        rooms.close();
        assertEquals("stopping", mia.last().getString("type", ""));
        assertEquals("stopping", board.last().getString("type", ""));
        assertTrue(mia.closed && board.closed);
    }

    // ---- pupils ----

    @Test
    void aPupilComesBackAsTheSameTile() throws Refusal {
        Seat seat = room.join(MIA, "Mia", mia);
        seat.hear(says("{'type': 'progress', 'iteration': 7, 'cost': 0.5, 'train': 0.9, 'shape': '4,2'}"));
        int id = pupil(board).getInt("id", 0);
        seat.left();
        assertFalse(pupil(board).getBoolean("here", true));
        assertTrue(room.knows(MIA));
        RecordedLine again = new RecordedLine();
        room.join(MIA, "Another name", again);
        JsonObject tile = pupil(board);
        assertEquals(id, tile.getInt("id", 0));
        assertEquals("Mia", tile.getString("name", ""));
        assertEquals(7, tile.getInt("iteration", 0));
        assertEquals("4,2", tile.getString("shape", ""));
        assertTrue(tile.getBoolean("here", false));
        assertEquals("Mia", again.last("class").getString("name", ""));
    }

    @Test
    void aSecondConnectionReplacesTheFirst() throws Refusal {
        Seat first = room.join(MIA, "Mia", mia);
        room.join(MIA, "Mia", new RecordedLine());
        assertEquals("replaced", mia.last().getString("type", ""));
        assertTrue(mia.closed);
        int told = board.sent.size();
        first.hear(says("{'type': 'progress', 'iteration': 9}"));
        first.left();
        assertEquals(told, board.sent.size(), "what the first still says is not heard");
        RecordedLine other = new RecordedLine();
        room.teach(KEY, other);
        assertEquals("replaced", board.last().getString("type", ""));
        assertTrue(board.closed);
        assertEquals(1, other.last("class").get("pupils").asArray().size());
    }

    @Test
    void aRemovedPupilStaysOut() throws Refusal {
        room.join(MIA, "Mia", mia);
        teacher.hear(says("{'type': 'remove', 'pupil': 1}"));
        assertEquals("removed", mia.last().getString("type", ""));
        assertTrue(mia.closed);
        assertEquals(1, board.last("gone").getInt("pupil", 0));
        assertEquals(Refusal.Reason.REMOVED, reason(() -> room.join(MIA, "Mia", mia)));
        assertFalse(room.knows(MIA));
    }

    @Test
    void namesDiffer() throws Refusal {
        room.join(MIA, "Mia", mia);
        room.join(BEN, "Mia", new RecordedLine());
        assertEquals("Mia 2", pupil(board).getString("name", ""));
        teacher.hear(says("{'type': 'rename', 'pupil': 2, 'name': ' Ben '}"));
        assertEquals("Ben", pupil(board).getString("name", ""));
    }

    @Test
    void whatIsToldOfAFormerActivityComesTooLate() throws Refusal {
        Seat seat = room.join(MIA, "Mia", mia);
        teacher.hear(says("{'type': 'activity', 'kind': 'lesson', 'link': 'one-unit'}"));
        int round = mia.last("class").get("activity").asObject().getInt("round", 0);
        seat.hear(says("{'type': 'progress', 'iteration': 9}"));
        assertEquals(0, pupil(board).getInt("iteration", -1));
        seat.hear(says("{'type': 'progress', 'iteration': 9, 'round': " + round + "}"));
        assertEquals(9, pupil(board).getInt("iteration", -1));
    }

    @Test
    void theFiveLatestModelsAreHandedIn() throws Refusal {
        Seat seat = room.join(MIA, "Mia", mia);
        for (String model : List.of("a", "b", "c", "d", "a", "e", "f")) {
            seat.hear(says("{'type': 'handin', 'model': '" + model + "'}"));
        }
        assertEquals(Json.array("c", "d", "a", "e", "f"), pupil(board).get("models"));
        teacher.hear(says("{'type': 'activity', 'kind': 'playground', 'link': ''}"));
        assertEquals(5, pupil(board).get("models").asArray().size(), "they outlive the activity");
    }

    // ---- showing ----

    @Test
    void aNetworkIsShownWithConsentAlone() throws Refusal {
        Seat seat = room.join(MIA, "Mia", mia);
        RecordedLine ben = new RecordedLine();
        Seat other = room.join(BEN, "Ben", ben);
        teacher.hear(says("{'type': 'show', 'pupil': 1}"));
        assertTrue(mia.last("class").getBoolean("asked", false));
        assertFalse(ben.last("class").getBoolean("asked", true));
        other.hear(says("{'type': 'consent', 'yes': true}"));
        assertEquals(Json.NULL, ben.last("class").get("shown"), "another's consent counts for nothing");
        seat.hear(says("{'type': 'consent', 'yes': true}"));
        assertEquals("Mia", ben.last("class").get("shown").asObject().getString("name", ""));
        assertEquals(1, board.last("state").getInt("shown", 0));
        seat.hear(says("{'type': 'progress', 'iteration': 5}"));
        assertEquals(5, ben.last("shown").get("shown").asObject().getInt("iteration", 0));
        seat.hear(says("{'type': 'consent', 'yes': false}"));
        assertEquals(Json.NULL, ben.last("class").get("shown"), "and it ends when the pupil says so");
        seat.hear(says("{'type': 'consent', 'yes': true}"));
        assertEquals(Json.NULL, ben.last("class").get("shown"), "nobody asked again");
    }

    // ---- slow readers ----

    @Test
    void aBoardThatReadsSlowlyGetsTheLatestAlone() throws Refusal {
        Seat seat = room.join(MIA, "Mia", mia);
        board.full = true;
        int told = board.sent.size();
        for (int i = 1; i <= 100; i++) {
            seat.hear(says("{'type': 'progress', 'iteration': " + i + "}"));
        }
        assertEquals(told, board.sent.size());
        board.full = false;
        teacher.drained();
        assertEquals(told + 1, board.sent.size());
        assertEquals(100, pupil(board).getInt("iteration", 0));
    }

    @Test
    void aPupilThatReadsNothingIsClosed() throws Refusal {
        room.join(MIA, "Mia", mia);
        mia.full = true;
        teacher.hear(says("{'type': 'hold', 'on': true}"));
        assertTrue(mia.closed);
    }

    // ---- what is refused ----

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'type': 5}",
                "{'type': 'teach'}",
                "{'type': 'progress', 'iteration': -1}",
                "{'type': 'progress', 'iteration': 1.5}",
                "{'type': 'progress', 'iteration': 1e12}",
                "{'type': 'progress', 'iteration': '<b>'}",
                "{'type': 'progress', 'train': 1.01}",
                "{'type': 'progress', 'cost': 'NaN'}",
                "{'type': 'progress', 'shape': '<script>'}",
                "{'type': 'progress', 'picture': 'AAAA'}",
                "{'type': 'progress', 'goal': 1}",
                "{'type': 'progress', 'checked': 10}",
                "{'type': 'handin', 'model': 5}",
                "{'type': 'consent', 'yes': 'yes'}"
            })
    void malformedMessagesOfPupilsAreRefused(String message) throws Refusal {
        Seat seat = room.join(MIA, "Mia", mia);
        assertEquals(Refusal.Reason.MALFORMED, reason(() -> seat.hear(says(message))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'activity', 'kind': 'page', 'link': ''}",
                "{'type': 'activity', 'kind': 'lesson', 'link': '../x'}",
                "{'type': 'activity', 'kind': 'lesson', 'link': 'own/../x'}",
                "{'type': 'activity', 'kind': 'playground', 'link': '<img src=x>'}",
                "{'type': 'remove', 'pupil': 7}",
                "{'type': 'rename', 'pupil': 0, 'name': 'x'}",
                "{'type': 'hold', 'on': 'yes'}",
                "{'type': 'progress'}"
            })
    void malformedMessagesOfBoardsAreRefused(String message) {
        assertEquals(Refusal.Reason.MALFORMED, reason(() -> teacher.hear(says(message))));
    }

    @Test
    void aPictureOfTheRightSizeIsTold() throws Refusal {
        Seat seat = room.join(MIA, "Mia", mia);
        String picture = "Az".repeat(24 * 24);
        seat.hear(new JsonObject().add("type", "progress").add("picture", picture));
        assertEquals(Json.value(picture), pupil(board).get("picture"));
        for (String name : List.of("cost", "train", "test")) {
            JsonValue value = pupil(board).get(name);
            assertTrue(value.isNull(), name.toUpperCase(Locale.ROOT));
        }
    }

    // ---- names ----

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "Mia, Mia",
                "\"  Mia \t\n Maus  \", Mia Maus",
                "\"\u202Egnp.exe\", gnp.exe",
                "\"a\u200Bb\u2066c\uFEFF\", abc",
                "\"\u0000\u0007\u001B[31m\", [31m",
                "<b>Mia</b>, <b>Mia</b>",
                "abcdefghijklmnopqrstuvwxyz, abcdefghijklmnopqrstuvwx",
                "\"a\u0300\u0301\u0302\u0303\u0304\u0305\", \"\u00E0\u0301\u0302\"",
                "\"\u200B\u3164\u2800\", Pupil 7",
                "\"\u0301\u0301\", Pupil 7",
                "\uD83E\uDD8A, \uD83E\uDD8A",
                "\"\uD83E\", Pupil 7",
                "\"\", Pupil 7"
            })
    void namesAreOneShortLine(String given, String name) {
        assertEquals(name, Nickname.of(given, "Pupil 7"));
    }

    // ---- the pace ----

    @Test
    void aConnectionTalksAtAPace() {
        Pace pace = new Pace(() -> now);
        for (int i = 0; i < Pace.BURST; i++) {
            assertTrue(pace.take(), String.valueOf(i));
        }
        assertFalse(pace.take());
        for (int i = 0; i < 1000; i++) {
            now += Duration.ofMillis(500).toNanos();
            assertTrue(pace.take(), "two a second go on");
        }
    }

    @Test
    void lessMemoryHasFewerRooms() {
        assertEquals(1000, Bounds.DEFAULT.within(1L << 30).rooms());
        assertEquals(64, Bounds.DEFAULT.within(64L << 20).rooms());
        assertEquals(1, Bounds.DEFAULT.within(1).rooms());
    }

    @Test
    void aThousandRoomsOpenAndEnd() throws Refusal {
        Rooms many = new Rooms(Bounds.DEFAULT, () -> now);
        for (int i = 0; i < 100; i++) {
            many.open(RoomKey.of(String.format(Locale.ROOT, "%032d", i)));
        }
        for (int i = 100; i < 1000; i++) {
            many.restore("CODE" + i, room.copy()); // with a code: to make one of a key takes milliseconds
        }
        assertEquals(1000, many.load().rooms());
        now += Duration.ofHours(13).toNanos();
        many.sweep();
        assertEquals(0, many.load().rooms());
    }
}
