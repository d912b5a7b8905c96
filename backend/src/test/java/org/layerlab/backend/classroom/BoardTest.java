package org.layerlab.backend.classroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import org.junit.jupiter.api.Test;

/** A board that reads nothing for a while. */
class BoardTest {
    private static final String KEY = "k".repeat(32);

    private static JsonObject says(String json) {
        return Json.parse(json.replace('\'', '"')).asObject();
    }

    @Test
    void nothingWaitsForABoardThatReadsNothing() throws Refusal {
        RecordedLine board = new RecordedLine();
        Room room = new Rooms(Bounds.DEFAULT, () -> 0).open(RoomKey.of(KEY)).room();
        Seat teacher = room.teach(KEY, board);
        Seat seat = room.join("m".repeat(32), "Mia", new RecordedLine());
        room.join("b".repeat(32), "Ben", new RecordedLine());
        board.full = true;
        int told = board.sent.size();
        for (int i = 0; i < 100; i++) {
            teacher.hear(says("{'type': 'hold', 'on': " + (i % 2 == 0) + "}"));
            teacher.hear(says("{'type': 'lock', 'on': true}"));
            teacher.hear(says("{'type': 'activity', 'kind': 'playground', 'link': 'x=" + i + "'}"));
            teacher.hear(says("{'type': 'show', 'pupil': 1}"));
            seat.hear(says("{'type': 'consent', 'yes': true}"));
            seat.hear(says("{'type': 'progress', 'iteration': " + i + "}"));
        }
        teacher.hear(says("{'type': 'rename', 'pupil': 1, 'name': 'Maria'}"));
        teacher.hear(says("{'type': 'remove', 'pupil': 2}"));
        assertEquals(told, board.sent.size());
        board.full = false;
        teacher.drained();
        assertEquals(told + 3, board.sent.size(), "the state and two pupils");
        assertEquals("x=99", board.last("state").get("activity").asObject().getString("link", ""));
        assertTrue(board.last("state").getBoolean("locked", false));
        assertEquals(1, board.last("state").getInt("shown", 0));
        assertEquals("Maria", board.last("pupil").get("pupil").asObject().getString("name", ""));
        assertEquals(2, board.last("gone").getInt("pupil", 0));
        teacher.drained();
        assertEquals(told + 3, board.sent.size());
    }
}
