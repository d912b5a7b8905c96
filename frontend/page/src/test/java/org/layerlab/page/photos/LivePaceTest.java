package org.layerlab.page.photos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.layerlab.page.browser.ManualTime;

class LivePaceTest {
    private final ManualTime time = new ManualTime();
    private int asked;
    private final LivePace pace = new LivePace(time, () -> asked++);

    @Test
    void asksOnceUntilTheAnswerComesHoweverLongThatTakes() {
        pace.start();
        time.pass(10_000);
        assertEquals(1, asked);
        pace.hidden(true);
        pace.hidden(false);
        pace.start();
        time.pass(10_000);
        assertEquals(1, asked, "a second question while the first is open");
        pace.answered();
        pace.answered();
        time.pass(1000);
        assertEquals(2, asked);
    }

    @Test
    void restsAsLongAsTheAnswerTookWithinBounds() {
        pace.start();
        time.pass(0);
        time.pass(200);
        pace.answered();
        time.pass(199);
        assertEquals(1, asked);
        time.pass(1);
        assertEquals(2, asked);
        pace.answered();
        time.pass(59);
        assertEquals(2, asked, "an answer at once");
        time.pass(1);
        assertEquals(3, asked);
        time.pass(30_000);
        pace.answered();
        time.pass(1000);
        assertEquals(4, asked, "after a very slow answer");
    }

    @Test
    void asksNothingWhileHiddenOrStoppedAndGoesOnAfterwards() {
        pace.start();
        time.pass(0);
        pace.answered();
        pace.hidden(true);
        time.pass(10_000);
        assertEquals(1, asked);
        pace.hidden(false);
        time.pass(0);
        assertEquals(2, asked);
        pace.stop();
        assertFalse(pace.running());
        pace.answered();
        time.pass(10_000);
        assertEquals(2, asked);
        pace.hidden(true);
        pace.hidden(false);
        time.pass(10_000);
        assertEquals(2, asked, "a page that comes back judges nothing that was stopped");
    }

    @Test
    void tellsItsRateFromTheTimeBetweenAnswersNotFromAPause() {
        pace.start();
        assertEquals(0, pace.perSecond());
        for (int i = 0; i < 50; i++) {
            time.pass(i == 0 ? 0 : 100);
            time.pass(100);
            pace.answered();
        }
        assertEquals(5, pace.perSecond(), 1e-9);
        pace.hidden(true);
        time.pass(60_000);
        pace.hidden(false);
        time.pass(100);
        pace.answered();
        assertEquals(5, pace.perSecond(), 1e-9);
    }
}
