package org.layerlab.page.photos.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.layerlab.page.browser.EventLoop;
import org.layerlab.page.photos.worker.UpdateTimes.Sample;

class UpdateTrialTest {
    private static final int TURNS = 1000;

    private final List<Integer> made = new ArrayList<>();
    private int released;
    private int steps;
    private double now;

    /** A clock that the updates alone move. */
    private final EventLoop clock = new EventLoop() {
        @Override
        public double now() {
            return now;
        }

        @Override
        public Runnable soon(Runnable task) {
            return task;
        }

        @Override
        public void after(double milliseconds, Runnable task) {
            task.run();
        }
    };

    private UpdateTrial trial(int batch, IntToDoubleFunction milliseconds) {
        return new UpdateTrial(clock, batch, photos -> {
            made.add(photos);
            return new UpdateTrial.Updates() {
                @Override
                public void step() {
                    steps++;
                    now += milliseconds.applyAsDouble(photos);
                }

                @Override
                public void release() {
                    released++;
                }
            };
        });
    }

    private static UpdateTimes whole(UpdateTrial trial) {
        @Nullable UpdateTimes times = null;
        for (int turn = 0; times == null; turn++) {
            assertTrue(turn < TURNS, "it never ends");
            times = trial.turn();
        }
        return times;
    }

    @Test
    void aSmallBatchIsTimedAsItIsForSomeHundredMilliseconds() {
        UpdateTimes times = whole(trial(32, photos -> 10));
        assertEquals(new UpdateTimes(10, 10), times);
        assertEquals(List.of(32), made);
        assertEquals(1, released);
        // The first one warms up.
        assertEquals(31, steps);
    }

    @Test
    void aLargeBatchIsFoundFromTwoSmallOnes() {
        // 5 ms for the weights, 0.5 ms a photo.
        UpdateTimes times = whole(trial(6000, photos -> 5 + 0.5 * photos));
        assertEquals(3005, times.fast(), 1e-6);
        assertEquals(3005, times.slow(), 1e-6);
        assertEquals(List.of(UpdateTrial.FEW, UpdateTrial.MANY), made);
        assertEquals(2, released);
    }

    @Test
    void theWarmingUpDoesNotCountAndTheRangeIsOfWhatWasMeasured() {
        double[] takes = {900, 100, 120, 110, 500, 130, 90};
        int[] next = {0};
        UpdateTimes times = whole(trial(1, photos -> takes[next[0]++ % takes.length]));
        assertEquals(new UpdateTimes(100, 110), times);
        assertEquals(4, steps);
    }

    @Test
    void oneVeryLongUpdateIsEnoughAndVeryShortOnesAreBounded() {
        assertEquals(new UpdateTimes(9000, 9000), whole(trial(8, photos -> 9000)));
        assertEquals(1, steps);
        steps = 0;
        assertEquals(new UpdateTimes(0, 0), whole(trial(8, photos -> 0)));
        assertEquals(61, steps);
    }

    @Test
    void canBeEndedAnywhere() {
        UpdateTrial trial = trial(6000, photos -> 1);
        trial.release();
        trial.turn();
        trial.turn();
        trial.release();
        trial.release();
        assertEquals(1, released);
    }

    @Test
    void noiseMakesNoPartOfAnUpdateTakeLessThanNoTime() {
        // Faster with more photos: as if the photos took no time.
        assertEquals(
                20,
                UpdateTimes.of(600, new Sample(16, 30, 30), new Sample(64, 20, 20))
                                .fast()
                        / 9.375,
                1e-9);
        // Steeper than from nothing: as if the weights took no time.
        assertEquals(
                1000,
                UpdateTimes.of(640, new Sample(16, 1, 1), new Sample(64, 100, 100))
                        .fast(),
                1e-9);
        assertThrows(IllegalArgumentException.class, () -> new Sample(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Sample(1, 2, 1));
        Sample same = new Sample(16, 1, 1);
        assertThrows(IllegalArgumentException.class, () -> UpdateTimes.of(600, same, same));
    }
}
