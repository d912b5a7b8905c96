package org.layerlab.page.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.page.settings.PlaySettings;

class LeftRunTest {
    private final PlayRun run = new PlayRun();
    private final Playground playground = new Playground();
    private final LeftRun left = new LeftRun(run, playground, () -> playground.now);

    /** A playground that notes what it hears. */
    private static final class Playground implements LeftRun.Host {
        PlaySettings settings = PlaySettings.DEFAULT;
        boolean asSet = true;
        int held;
        int steps;
        int longest;
        int parts;
        double now;
        final List<String> returned = new ArrayList<>();

        boolean awaited;
        int returning;

        @Override
        public String fragment() {
            return settings.fragment();
        }

        @Override
        public boolean isAwaited() {
            return awaited;
        }

        @Override
        public void returning(int iteration) {
            returning = iteration;
        }

        @Override
        public void held() {
            held++;
        }

        @Override
        public void givenUp() {
            returning = 0;
        }

        @Override
        public boolean isAsSet() {
            return asSet;
        }

        @Override
        public void step(int count) {
            assertTrue(count > 0);
            steps += count;
            longest = Math.max(longest, count);
            parts++;
        }

        @Override
        public void returned(int iteration, boolean playing) {
            returned.add(iteration + (playing ? " plays" : " stands"));
        }
    }

    @BeforeEach
    void begin() {
        run.begin(300);
        run.ready(false);
    }

    private void move(int now, int furthest, boolean playing) {
        run.moved(now, furthest, 0.5, 0.5, 0.5, playing, false);
        left.moved();
    }

    /** Makes the steps that were asked for, until no more are. */
    private void work() {
        int before;
        do {
            before = playground.steps;
            move(before, before, false);
        } while (playground.steps > before);
    }

    @Test
    void aRunComesBackToWhereItStoodHoweverItStood() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int time = 0; time < 200; time++) {
            int furthest = 1 + random.nextInt(random.nextBoolean() ? 10 : 100_000);
            int iteration = random.nextBoolean() ? furthest : random.nextInt(furthest + 1);
            boolean playing = iteration == furthest && random.nextBoolean();
            begin();
            move(iteration, furthest, playing);
            String line = left.line();

            begin();
            playground.steps = 0;
            playground.returned.clear();
            left.begin(line);
            work();
            assertEquals(furthest, playground.returning, "seed " + seed + ": " + line);
            assertEquals(furthest, playground.steps, "seed " + seed + ": " + line);
            assertEquals(List.of(iteration + (playing ? " plays" : " stands")), playground.returned, "seed " + seed);
        }
    }

    /** Makes what was asked for by a worker that needs so many milliseconds for an answer, and for an iteration. */
    private void work(int furthest, double answer, double iteration) {
        playground.steps = 0;
        playground.longest = 0;
        playground.parts = 0;
        left.begin(furthest + " " + furthest + " false " + playground.settings.fragment());
        move(0, 0, false);
        for (int before = 0; before < furthest; ) {
            playground.now += answer + (playground.steps - before) * iteration;
            before = playground.steps;
            move(before, before, false);
        }
        assertEquals(furthest, playground.steps);
    }

    @ParameterizedTest
    @CsvSource({"20, 60", "20, 1", "20, 0.001", "400, 60", "400, 0.001", "5, 700"})
    void aWishNeverWaitsLongForTheRunThatComesBack(double answer, double iteration) {
        int furthest = 30_000;
        work(furthest, answer, iteration);
        assertTrue(
                playground.longest <= Math.max(2, 1 + 200 / iteration),
                playground.longest + " iterations of " + iteration + " ms at once");
        double least = furthest * iteration;
        assertTrue(
                playground.parts * answer <= 100 * answer + 10 * least,
                playground.parts + " parts of " + answer + " ms on the way");
    }

    @Test
    void whatWasLeftOnItsWayBackIsNotForgotten() {
        String line = "9000 8000 false " + playground.settings.fragment();
        left.begin(line);
        move(0, 0, false);
        move(playground.steps, playground.steps, false);
        assertEquals(line, left.line());
    }

    @Test
    void aRunThatIsShownInAnotherWayStillComesBack() {
        left.begin("9000 8000 false " + playground.settings.fragment());
        move(0, 0, false);
        playground.settings = playground.settings.with("showTestData=true");
        left.shown();
        assertEquals("9000 8000 false " + playground.settings.fragment(), left.line());
        work();
        assertEquals(List.of("8000 stands"), playground.returned);
    }

    @Test
    void whatWouldCutARunDownWaitsUntilItIsBack() {
        assertFalse(left.holds(), "nothing is on its way");
        left.begin("9000 8000 false " + playground.settings.fragment());
        assertTrue(left.holds(), "not even begun");
        work();
        assertFalse(left.holds(), "it is back");
        left.begin("9000 8000 false " + playground.settings.fragment());
        left.leave();
        assertFalse(left.holds(), "it was given up");
        assertEquals(1, playground.held, "that is said");
    }

    @Test
    void aRunThatItsSettingsDoNotMakeIsNotKept() {
        assertEquals("", left.line(), "nothing was learned yet");
        move(500, 500, false);
        playground.asSet = false;
        assertEquals("", left.line());
    }

    @Test
    void aSavedRunIsWaitedFor() {
        playground.awaited = true;
        left.begin("9000 9000 false " + playground.settings.fragment());
        move(0, 0, false);
        assertEquals(0, playground.steps, "these are the steps of another run");
        playground.awaited = false;
        run.moved(8000, 8000, 0.5, 0.5, 0.5, false, true);
        left.moved();
        assertEquals(0, playground.steps, "it is at its end until it is extended");
        move(8000, 8000, false);
        assertTrue(playground.steps > 0);
        assertEquals(List.of(), playground.returned);
    }

    /** Its number of iterations was set lower than it had come. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 1000})
    void aRunThatIsOverEarlierStandsAtItsEnd(int end) {
        left.begin("9000 8000 true " + playground.settings.fragment());
        move(0, 0, false);
        while (playground.returned.isEmpty()) {
            int now = Math.min(end, playground.steps);
            run.moved(now, now, 0.5, 0.5, 0.5, false, now == end);
            left.moved();
        }
        assertEquals(List.of(end + " stands"), playground.returned);
        assertFalse(left.line().contains("9000"), left.line());
    }

    @Test
    void whoDragsItBackWhileItReturnsHasItThere() {
        left.begin("9000 9000 true " + playground.settings.fragment());
        move(0, 0, false);
        move(playground.steps, playground.steps, false);
        int asked = playground.steps;
        move(0, 1, false);
        move(asked, asked, false);
        assertEquals(asked, playground.steps);
        assertEquals(0, playground.returning);
    }

    @Test
    void aFrameBeginsWithTheSettingsThatWereLeftInIt() {
        String left = PlaySettings.DEFAULT.with("learningRate=0.5").fragment();
        assertEquals("#" + left + "&embed=true", LeftRun.fragment("#embed=true&learningRate=0.01", "7 7 true " + left));
        String changed = left + "&changed=5:learningRate=0.1";
        assertEquals(
                "#" + changed + "&embed=true",
                LeftRun.fragment("#embed=true&changed=9:learningRate=0.2", "7 7 true " + changed));
        assertEquals("#embed=true", LeftRun.fragment("#embed=true", ""));
        assertEquals(
                "#" + left + "&embed=true&parent=abc",
                LeftRun.fragment("#embed=true&continue=abc", "7 7 true " + left));
        String continued = left + "&continue=abc";
        assertEquals("#" + continued, LeftRun.fragment("#continue=abc", "7 7 true " + continued));
        assertEquals("#" + left, LeftRun.fragment("#learningRate=0.01", "7 7 true " + left + " #learningRate=0.01"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5", "5 5", "5 5 true", "five 5 true a", "5 6 true a", "-5 -5 true a", "5 5 true other"})
    void whatIsNoRunOfTheseSettingsIsLeftAlone(String line) {
        left.begin(line);
        move(0, 0, false);
        assertEquals(0, playground.steps);
        assertEquals(List.of(), playground.returned);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plays", "goes back", "changes settings", "changes a weight", "starts over"})
    void aPersonWhoWantsSomethingElseGetsIt(String wish) {
        left.begin("9000 9000 true " + playground.settings.fragment());
        move(0, 0, false);
        int asked = playground.steps;
        switch (wish) {
            case "changes settings" -> playground.settings = playground.settings.with("learningRate=0.5");
            case "changes a weight" -> playground.asSet = false;
            case "starts over" -> left.leave();
            default -> {}
        }
        move(asked, wish.equals("goes back") ? asked + 1 : asked, wish.equals("plays"));
        move(asked + 1, asked + 1, false);
        assertEquals(asked, playground.steps);
        assertEquals(List.of(), playground.returned);
        assertEquals(0, playground.returning, "it does not say any more that it returns");
    }
}
