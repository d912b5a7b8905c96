package org.layerlab.page.live;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.page.browser.ManualTime;

class BoardStateTest {
    private final BoardState board = new BoardState();

    private void says(String json) {
        board.hear(Json.parse(json.replace('\'', '"')).asObject());
    }

    private void pupil(int id, String rest) {
        says("{'type': 'pupil', 'pupil': {'id': " + id + ", 'name': 'P" + id + "', 'here': true, " + rest + "}}");
    }

    @Test
    void pupilsComeChangeAndGo() {
        says("{'type': 'class', 'activity': {'kind': 'playground', 'link': 'dataset=xor', 'round': 3}, 'held': true,"
                + " 'asked': 0, 'shown': 2, 'pupils': [{'id': 2, 'name': 'Mia', 'here': false, 'models': ['abc']}]}");
        assertEquals(new Activity(false, "dataset=xor", 3), board.activity());
        assertTrue(board.held());
        assertFalse(board.locked());
        assertEquals(2, board.shown());
        assertEquals(List.of(new HandedIn.One("Mia", "abc")), board.handed().list());
        pupil(7, "'iteration': 5, 'train': 0.9, 'test': 0.8, 'goal': true, 'cost': null");
        pupil(8, "'iteration': 5, 'train': 0.9, 'test': 0.8, 'goal': false, 'cost': null");
        assertEquals(3, board.tiles().size());
        assertEquals(1, board.count(tile -> tile.run().goal()));
        says("{'type': 'gone', 'pupil': 2}");
        assertNull(board.tile(2));
        assertEquals(List.of(), board.handed().list());
        says(
                "{'type': 'state', 'activity': {'kind': 'lesson', 'link': 'one-unit', 'round': 4}, 'held': false, 'locked': true,"
                        + " 'asked': 7, 'shown': 0}");
        assertTrue(board.activity().isLesson());
        assertFalse(board.held());
        assertTrue(board.locked());
        assertEquals(7, board.asked());
        says("{'type': 'class', 'pupils': []}");
        assertEquals(0, board.tiles().size(), "a new connection begins anew");
    }

    private boolean lacks(String command, int round) {
        return board.lacks(Json.parse(command.replace('\'', '"')).asObject(), round);
    }

    @Test
    void aCommandIsLostWhereTheClassDoesNotShowIt() {
        says("{'type': 'class', 'activity': {'kind': 'playground', 'link': 'dataset=xor', 'round': 3}, 'held': true,"
                + " 'asked': 2, 'shown': 0, 'pupils': [{'id': 2, 'name': 'Mia'}, {'id': 4, 'name': 'Ben'}]}");
        String xor = "{'type': 'activity', 'kind': 'playground', 'link': 'dataset=xor'}";
        assertFalse(lacks(xor, 2), "it came: pupils would lose their runs");
        assertTrue(lacks(xor, 3), "the same once more");
        assertTrue(lacks("{'type': 'activity', 'kind': 'playground', 'link': 'dataset=blobs'}", 2));
        assertTrue(lacks("{'type': 'activity', 'kind': 'lesson', 'link': 'dataset=xor'}", 2));
        assertFalse(lacks("{'type': 'show', 'pupil': 2}", 3), "Mia is asked already");
        assertTrue(lacks("{'type': 'show', 'pupil': 4}", 3));
        assertFalse(lacks("{'type': 'show', 'pupil': 5}", 3));
        assertTrue(lacks("{'type': 'show', 'pupil': 0}", 3));
        assertTrue(lacks("{'type': 'rename', 'pupil': 4, 'name': 'Max'}", 3));
        assertTrue(lacks("{'type': 'remove', 'pupil': 4}", 3));
        assertFalse(lacks("{'type': 'remove', 'pupil': 5}", 3), "the server refuses one who is gone");
        assertTrue(lacks("{'type': 'hold', 'on': true}", 3), "once more does no harm");
        assertTrue(lacks("{'type': 'end'}", 3));
    }

    @Test
    void whatWasHandedInOutlivesTheServer() {
        pupil(1, "'models': ['abc', 'def']");
        pupil(2, "'models': ['ghi']");
        says("{'type': 'class', 'pupils': []}");
        pupil(5, "'models': ['jkl', 'abc']");
        assertEquals(
                List.of(
                        new HandedIn.One("P5", "abc"),
                        new HandedIn.One("P1", "def"),
                        new HandedIn.One("P2", "ghi"),
                        new HandedIn.One("P5", "jkl")),
                board.handed().list(),
                "each once, with its latest name");
    }

    @Test
    void accuraciesAreThoseOfTestPointsWhereThereAreAny() {
        pupil(1, "'iteration': 5, 'train': 0.9, 'test': 0.8");
        pupil(2, "'iteration': 5, 'train': 0.6, 'test': null");
        pupil(3, "'iteration': 0, 'train': 0.5, 'test': 0.5");
        pupil(4, "'iteration': 5, 'train': null, 'test': null");
        assertArrayEquals(new double[] {0.6, 0.8}, board.accuracies());
    }

    @Test
    void theMedianIsInTheMiddle() {
        assertEquals(Double.NaN, BoardState.median(new double[0]));
        assertEquals(0.7, BoardState.median(new double[] {0.7}));
        assertEquals(0.5, BoardState.median(new double[] {0.25, 0.75}));
        assertEquals(0.5, BoardState.median(new double[] {0.1, 0.5, 0.6}));
    }

    @Test
    void theCommonestComeFirst() {
        pupil(1, "'predicted': 2, 'checked': 1, 'right': false");
        pupil(2, "'predicted': 2, 'checked': 3, 'right': true");
        pupil(3, "'predicted': 1, 'checked': 2, 'right': false");
        pupil(4, "'predicted': 0, 'checked': 2, 'right': false");
        assertEquals(List.of(new BoardState.Votes(2, 2), new BoardState.Votes(1, 1)), board.predictions());
        assertEquals(List.of(new BoardState.Votes(2, 2), new BoardState.Votes(1, 1)), board.wrongAnswers());
    }

    @Test
    void whatAPupilTellsComesBackTheSame() {
        Run run = Run.NONE
                .at(5, 0.25, 0.5, Double.NaN, true, true)
                .answered(1, 2, 3, true)
                .seen("4,2", "AA");
        assertEquals(run, Run.of(run.json()));
        assertEquals(0.5, run.accuracy());
        assertFalse(run.at(0, 1, 0.5, 0.5, false, false).goal(), "the initial weights have not reached the goal");
        assertTrue(run.at(6, 1, 0.5, 0.5, true, true).goal());
        assertTrue(run.at(3, 1, 0.5, 0.5, false, true).goal(), "back in the run, it has reached the goal");
        assertEquals(
                Double.NaN,
                Run.of(run.at(6, Double.POSITIVE_INFINITY, 0, 0, true, true).json())
                        .cost(),
                "no JSON has infinity");
    }

    @Test
    void newsAreToldTwiceASecond() {
        ManualTime time = new ManualTime();
        int[] told = new int[1];
        StateReporter reporter = new StateReporter(time, () -> told[0]++);
        for (int i = 0; i < 100; i++) {
            reporter.news();
            time.pass(100);
        }
        assertTrue(told[0] == 20 || told[0] == 21, told[0] + " in ten seconds");
        time.pass(500);
        assertTrue(told[0] <= 22);
        time.pass(10_000);
        reporter.news();
        assertTrue(told[0] <= 22);
    }
}
