package org.layerlab.backend.classroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import org.junit.jupiter.api.Test;

class LockedRoomTest {
    private static final String KEY = "k".repeat(32);
    private static final String MIA = "m".repeat(32);
    private static final String BEN = "b".repeat(32);

    private static JsonObject says(String json) {
        return Json.parse(json.replace('\'', '"')).asObject();
    }

    private static Refusal.Reason reason(org.junit.jupiter.api.function.Executable work) {
        return assertThrows(Refusal.class, work).reason();
    }

    @Test
    void aLockedRoomTakesBackWhoIsInItAndNobodyElse() throws Refusal {
        Room room = new Rooms(Bounds.DEFAULT, () -> 0).open(RoomKey.of(KEY)).room();
        RecordedLine board = new RecordedLine();
        RecordedLine mia = new RecordedLine();
        Seat teacher = room.teach(KEY, board);
        assertFalse(board.last("class").getBoolean("locked", true));
        room.join(MIA, "Mia", mia).left();
        teacher.hear(says("{'type': 'lock', 'on': true}"));
        assertTrue(board.last("state").getBoolean("locked", false));
        assertEquals(Refusal.Reason.LOCKED, reason(() -> room.join(BEN, "Ben", new RecordedLine())));
        room.join(MIA, "Mia", mia);
        // A board that connects again knows it.
        RecordedLine again = new RecordedLine();
        Seat later = room.teach(KEY, again);
        assertTrue(again.last("class").getBoolean("locked", false));
        later.hear(says("{'type': 'lock', 'on': false}"));
        room.join(BEN, "Ben", new RecordedLine());
        Seat pupil = room.join(BEN, "Ben", new RecordedLine());
        assertEquals(
                Refusal.Reason.MALFORMED, reason(() -> pupil.hear(says("{'type': 'lock', 'on': true}"))), "of a pupil");
        assertEquals(Refusal.Reason.MALFORMED, reason(() -> later.hear(says("{'type': 'lock', 'on': 'yes'}"))));
    }
}
