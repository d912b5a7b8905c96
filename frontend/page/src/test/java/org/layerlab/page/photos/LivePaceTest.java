package org.layerlab.page.photos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.page.browser.EventLoop;

class LivePaceTest {
    /** Time that passes when a test says so. */
    private static final class Time implements EventLoop {
        private record Timer(double at, Runnable task) {}

        private final List<Timer> timers = new ArrayList<>();
        private double now;

        void pass(double milliseconds) {
            double end = now + milliseconds;
            while (true) {
                Timer next = timers.stream()
                        .filter(timer -> timer.at() <= end)
                        .min(Comparator.comparingDouble(Timer::at))
                        .orElse(null);
                if (next == null) {
                    now = end;
                    return;
                }
                now = Math.max(now, next.at());
                timers.remove(next);
                next.task().run();
            }
        }

        @Override
        public double now() {
            return now;
        }

        @Override
        public Runnable soon(Runnable task) {
            return () -> after(0, task);
        }

        @Override
        public void after(double milliseconds, Runnable task) {
            timers.add(new Timer(now + milliseconds, task));
        }
    }

    private final Time time = new Time();
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
