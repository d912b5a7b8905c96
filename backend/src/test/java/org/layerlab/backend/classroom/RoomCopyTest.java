package org.layerlab.backend.classroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What another server needs to go on with a room. */
class RoomCopyTest {
    private static final String KEY = "k".repeat(32);
    private static final String MIA = "m".repeat(32);
    private static final String BEN = "b".repeat(32);

    private long now = Long.MAX_VALUE - 1000;
    private final Rooms rooms = new Rooms(new Bounds(3, 2, Duration.ofHours(12), Duration.ofMinutes(30)), () -> now);

    private Room room;
    private Seat teacher;

    @BeforeEach
    void open() throws Refusal {
        room = rooms.open(RoomKey.of(KEY)).room();
        teacher = room.teach(KEY, new RecordedLine());
    }

    private static JsonObject says(String json) {
        return Json.parse(json.replace('\'', '"')).asObject();
    }

    private static Refusal.Reason reason(Executable work) {
        return assertThrows(Refusal.class, work).reason();
    }

    @Test
    void anotherServerGoesOnWithACopy() throws Refusal {
        Seat seat = room.join(MIA, "Mia", new RecordedLine());
        room.join(BEN, "Ben", new RecordedLine());
        teacher.hear(says("{'type': 'remove', 'pupil': 2}"));
        teacher.hear(says("{'type': 'activity', 'kind': 'lesson', 'link': 'one-unit'}"));
        teacher.hear(says("{'type': 'hold', 'on': true}"));
        teacher.hear(says("{'type': 'lock', 'on': true}"));
        teacher.hear(says("{'type': 'rename', 'pupil': 1, 'name': 'Maria'}"));
        seat.hear(says("{'type': 'handin', 'model': 'abc'}"));
        now += Duration.ofHours(11).toNanos();

        long[] there = {5};
        Rooms others = new Rooms(new Bounds(1, 2, Duration.ofHours(12), Duration.ofHours(2)), () -> there[0]);
        Room moved =
                others.restore(room.code(), Json.parse(room.copy().toString()).asObject());
        RecordedLine newBoard = new RecordedLine();
        Seat newTeacher = moved.teach(KEY, newBoard);
        JsonObject whole = newBoard.last("class");
        assertEquals(
                "{\"kind\":\"lesson\",\"link\":\"one-unit\",\"round\":1}",
                whole.get("activity").toString());
        assertTrue(whole.getBoolean("held", false));
        JsonObject maria = whole.get("pupils").asArray().get(0).asObject();
        assertEquals(1, whole.get("pupils").asArray().size());
        assertEquals("Maria", maria.getString("name", ""));
        assertEquals("[\"abc\"]", maria.get("models").toString());
        assertTrue(moved.knows(MIA));
        assertEquals(Refusal.Reason.REMOVED, reason(() -> moved.join(BEN, "Ben", new RecordedLine())));
        assertEquals(Refusal.Reason.NO_CLASS, reason(() -> moved.teach(BEN, newBoard)));
        RecordedLine third = new RecordedLine();
        assertEquals(Refusal.Reason.LOCKED, reason(() -> moved.join("c".repeat(32), "Cleo", third)));
        newTeacher.hear(says("{'type': 'lock', 'on': false}"));
        moved.join("c".repeat(32), "Cleo", third);
        assertEquals(3, third.last("class").getInt("id", 0));
        assertEquals(Refusal.Reason.FULL, reason(() -> others.restore("BCDFGH", room.copy())));
        // It is as old as it was.
        there[0] += Duration.ofMinutes(61).toNanos();
        others.sweep();
        assertTrue(moved.hasEnded());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'key': 'xy'}",
                "{'activity': {'kind': 'playground'}, 'pupils': 3, 'removed': []}",
                "{'activity': {'kind': 'playground'}, 'pupils': [], 'removed': [1]}"
            })
    void whatIsNoCopyIsRefused(String copy) {
        assertEquals(Refusal.Reason.MALFORMED, reason(() -> rooms.restore("BCDFGH", says(copy))));
    }
}
