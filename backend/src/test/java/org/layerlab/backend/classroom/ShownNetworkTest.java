package org.layerlab.backend.classroom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What ends the view of a network that the class sees, besides its owner. */
class ShownNetworkTest {
    private static final String KEY = "k".repeat(32);

    private final RecordedLine board = new RecordedLine();
    private final RecordedLine ben = new RecordedLine();
    private Seat teacher;

    private static JsonObject says(String json) {
        return Json.parse(json.replace('\'', '"')).asObject();
    }

    @BeforeEach
    void showMiasNetwork() throws Refusal {
        Room room = new Rooms(Bounds.DEFAULT, () -> 0).open(RoomKey.of(KEY)).room();
        teacher = room.teach(KEY, board);
        Seat mia = room.join("m".repeat(32), "Mia", new RecordedLine());
        room.join("b".repeat(32), "Ben", ben);
        mia.hear(says("{'type': 'progress', 'iteration': 7, 'cost': 0.5}"));
        teacher.hear(says("{'type': 'show', 'pupil': 1}"));
        mia.hear(says("{'type': 'consent', 'yes': true}"));
        assertEquals(1, board.last("state").getInt("shown", -1));
        assertEquals("Mia", ben.last("class").get("shown").asObject().getString("name", ""));
    }

    private void assertNothingIsShown() {
        assertEquals(0, board.last("state").getInt("shown", -1));
        assertEquals(0, board.last("state").getInt("asked", -1));
        assertEquals(Json.NULL, ben.last("class").get("shown"));
    }

    /** The latest that the board was told of Mia. */
    private JsonObject mia() {
        return board.sent.stream()
                .map(message -> message.get("pupil"))
                .filter(tile -> tile != null && tile.isObject())
                .map(JsonValue::asObject)
                .filter(tile -> tile.getInt("id", 0) == 1)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    @Test
    void theNetworkOfARemovedPupilIsShownNoLonger() throws Refusal {
        teacher.hear(says("{'type': 'remove', 'pupil': 1}"));
        assertNothingIsShown();
    }

    @Test
    void whoWasAskedAndIsRemovedIsNotAskedAnyMore() throws Refusal {
        teacher.hear(says("{'type': 'show', 'pupil': 2}"));
        assertEquals(2, board.last("state").getInt("asked", -1));
        teacher.hear(says("{'type': 'remove', 'pupil': 2}"));
        assertEquals(0, board.last("state").getInt("asked", -1));
    }

    @Test
    void theNextActivityBeginsWithoutTheNetworksOfTheLast() throws Refusal {
        assertEquals(7, mia().getInt("iteration", -1));
        teacher.hear(says("{'type': 'activity', 'kind': 'lesson', 'link': 'one-unit'}"));
        assertNothingIsShown();
        assertEquals(0, mia().getInt("iteration", -1));
        assertEquals(Json.NULL, mia().get("cost"));
    }
}
