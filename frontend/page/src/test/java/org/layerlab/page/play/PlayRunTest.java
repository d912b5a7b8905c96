package org.layerlab.page.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.layerlab.network.training.TrainingRules;
import org.layerlab.page.play.PlayRun.State;

class PlayRunTest {
    private static final double GOOD = 0.3;

    /** A run of 300 points that is ready. */
    private static PlayRun ready() {
        PlayRun run = new PlayRun();
        run.begin(300);
        run.ready(false);
        return run;
    }

    private static void moved(PlayRun run, int iteration, boolean running, boolean done) {
        run.moved(iteration, iteration, GOOD, 0.9, 0.8, running, done);
    }

    /** A run in each of its states. */
    private static PlayRun in(State state) {
        PlayRun run = ready();
        switch (state) {
            case EMPTY -> run.begin(0);
            case AWAITED -> run.begin(300);
            case READY -> moved(run, 0, false, false);
            case RUNNING -> moved(run, 10, true, false);
            case PAUSED -> moved(run, 10, false, false);
            case DONE -> moved(run, 100, false, true);
            case BROKEN -> run.moved(10, 10, Double.NaN, 0.5, 0.5, false, false);
        }
        assertEquals(state, run.state());
        return run;
    }

    /** Training may unlearn what a hand has made infinitely wrong; what training has, is broken. */
    @Test
    void anInfiniteCostOfWeightsSetByHandBreaksNothing() {
        PlayRun run = in(State.PAUSED);
        run.byHand(true);
        run.moved(10, 10, Double.POSITIVE_INFINITY, 0.5, 0.5, false, false);
        assertEquals(State.PAUSED, run.state());
        run.byHand(false);
        run.moved(11, 11, Double.POSITIVE_INFINITY, 0.5, 0.5, true, false);
        assertEquals(State.RUNNING, run.state());
        moved(run, 12, true, false);
        run.moved(13, 13, Double.POSITIVE_INFINITY, 0.5, 0.5, true, false);
        assertEquals(State.BROKEN, run.state());
        run.byHand(true);
        run.moved(13, 13, Double.NaN, 0.5, 0.5, false, false);
        assertEquals(State.BROKEN, run.state());
    }

    /** The worker tells of a run that it has made before it hears that it is to go on. */
    @Test
    void whatWasToldBeforePlayWasHeardDoesNotStopARun() {
        PlayRun run = new PlayRun();
        run.begin(300);
        run.press(true);
        run.ready(false);
        moved(run, 0, false, false);
        assertTrue(run.playing());
        assertEquals(State.RUNNING, run.state());
        moved(run, 0, true, false);
        moved(run, 0, false, false);
        assertFalse(run.playing(), "it was seen to run, so this is a stop");

        run.begin(300);
        assertFalse(run.playing());
        run.press(true);
        run.press(false);
        run.ready(false);
        moved(run, 0, false, false);
        assertEquals(State.READY, run.state());
        run.press(true);
        run.failed();
        moved(run, 0, false, false);
        assertEquals(State.READY, run.state());
        run.press(true);
        moved(run, 0, false, true);
        assertEquals(State.DONE, run.state(), "a run of no iterations");
    }

    /** Points that are drawn fast ask for the next run before the last one has come. */
    @Test
    void onlyTheRunThatWasAskedForLastIsThisOne() {
        PlayRun run = new PlayRun();
        run.begin(300);
        run.begin(301);
        assertFalse(run.made(false));
        assertFalse(run.heard());
        assertTrue(run.made(false));
        run.begin(300);
        run.begin(0);
        assertFalse(run.made(false), "there are no points any more");
        run.begin(300);
        run.failed();
        run.begin(300);
        assertTrue(run.made(false));
    }

    @Test
    void aRunStaysUntilTheSavedOneIsReadOrRefused() {
        PlayRun run = new PlayRun();
        run.begin(300);
        run.open();
        assertTrue(run.made(false), "it stays if the file is refused");
        run.failed();
        run.begin(300);
        assertTrue(run.made(false));
        run.begin(300);
        run.open();
        assertTrue(run.made(false));
        assertTrue(run.made(true));
        run.open();
        run.begin(300);
        assertFalse(run.made(true), "another one is wanted by now");
        assertTrue(run.made(false));
    }

    @Test
    void aRunIsAwaitedUntilTheWorkerHasMadeIt() {
        PlayRun run = new PlayRun();
        run.begin(300);
        assertEquals(State.AWAITED, run.state());
        assertFalse(run.heard(), "what the worker still tells is of an earlier run");
        assertFalse(run.ready(false));
        assertEquals(State.READY, run.state());
        assertTrue(run.heard());
    }

    @ParameterizedTest
    @CsvSource({"15000, 15000, 30000", "45000, 15000, 60000", "9999000, 15000, 10000000"})
    void atItsEndARunCanGoOnForAsManyIterationsAgain(int iteration, int planned, int total) {
        PlayRun run = ready();
        run.plan(planned);
        moved(run, iteration, false, true);
        assertEquals(State.DONE, run.state());
        assertEquals(total, run.extended());
        assertFalse(run.isExtended(planned));
        assertTrue(run.isExtended(total));
        run.beginWith(total);
        assertFalse(run.isExtended(total));
    }

    @Test
    void withoutPointsThereIsNoRun() {
        PlayRun run = in(State.RUNNING);
        run.begin(0);
        assertEquals(State.EMPTY, run.state());
        assertFalse(run.heard());
        run.press(true);
        assertEquals(State.EMPTY, run.state());
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void anotherRunBeginsFromEachState(State state) {
        PlayRun run = in(state);
        run.begin(50);
        assertEquals(State.AWAITED, run.state());
        assertFalse(run.playing());
        assertFalse(run.done());
        assertEquals(0, run.iteration());
        assertEquals(0, run.furthest());
        assertTrue(Double.isNaN(run.cost()) && Double.isNaN(run.train()) && Double.isNaN(run.test()));
        assertEquals(50, run.trainSize());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0.69, false, false, READY",
        "0, 0, 0.69, true, false, RUNNING",
        "7, 7, 0.5, true, false, RUNNING",
        "7, 7, 0.5, false, false, PAUSED",
        "7, 7, 0.5, false, true, DONE",
        "7, 9, 0.5, false, true, PAUSED",
        "7, 9, 0.5, true, true, RUNNING",
        "7, 3, 0.5, false, true, DONE",
        "7, 7, NaN, true, false, BROKEN",
        "7, 7, Infinity, false, false, BROKEN",
        "7, 7, NaN, false, true, BROKEN",
        "0, 0, NaN, false, false, READY",
    })
    void theWorkersFiguresSayWhereItStands(
            int iteration, int furthest, double cost, boolean running, boolean done, State state) {
        PlayRun run = ready();
        run.moved(iteration, furthest, cost, 1, 1, running, done);
        assertEquals(state, run.state());
        assertEquals(running, run.playing());
        assertEquals(Math.max(iteration, furthest), run.furthest());
    }

    @Test
    void buttonsHoldAtOnce() {
        PlayRun run = in(State.PAUSED);
        run.press(true);
        assertEquals(State.RUNNING, run.state());
        assertTrue(run.playing());
        assertFalse(run.canStep());
        run.press(false);
        assertEquals(State.PAUSED, run.state());
        assertTrue(run.canStep());
    }

    @Test
    void playBeforeTheRunStandsReadyHoldsUntilThen() {
        PlayRun run = in(State.AWAITED);
        run.press(true);
        assertEquals(State.AWAITED, run.state());
        assertTrue(run.playing(), "the button already says Pause");
        run.ready(false);
        assertEquals(State.RUNNING, run.state());
    }

    @Test
    void onlyTheEndStartsOver() {
        assertTrue(in(State.DONE).atEnd());
        for (State state : State.values()) {
            if (state != State.DONE) {
                assertFalse(in(state).atEnd(), state.name());
            }
        }
        PlayRun back = ready();
        back.moved(500, 700, GOOD, 1, 1, false, true);
        assertTrue(back.inThePast());
        assertFalse(back.atEnd(), "it was taken back, so Play goes on");
        assertFalse(back.canStep());
    }

    @Test
    void aSavedRunReplacesThePresentOneOnceItStandsReady() {
        PlayRun run = in(State.RUNNING);
        run.open();
        assertEquals(State.AWAITED, run.state());
        assertEquals(10, run.iteration(), "the present one stays");
        assertFalse(run.justOpened());
        assertTrue(run.ready(true));
        run.examples(40);
        assertEquals(40, run.trainSize());
        moved(run, 5000, false, true);
        assertTrue(run.justOpened());
        assertFalse(run.justOpened(), "only with its first figures");
    }

    @Test
    void aRunThatStandsReadyMeanwhileIsNotTheSavedOne() {
        PlayRun run = in(State.AWAITED);
        run.open();
        assertFalse(run.ready(false), "the one that was asked for before");
        assertTrue(run.heard());
        assertTrue(run.ready(true));
    }

    @Test
    void aFileThatNobodyAskedForOpensNothing() {
        PlayRun run = in(State.AWAITED);
        assertFalse(run.ready(true));
        assertFalse(run.justOpened());
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"READY", "RUNNING", "PAUSED", "DONE", "BROKEN"})
    void whereASavedRunFailsTheEarlierOneStays(State state) {
        PlayRun run = in(state);
        run.open();
        assertTrue(run.failed(), "it was the saved one that failed");
        assertEquals(state, run.state());
        assertFalse(run.failed());
    }

    @Test
    void aFailureStopsTheRun() {
        PlayRun run = in(State.RUNNING);
        assertFalse(run.failed());
        assertFalse(run.playing());
        PlayRun awaited = in(State.AWAITED);
        awaited.press(true);
        assertFalse(awaited.failed());
        assertEquals(State.READY, awaited.state());
        assertTrue(awaited.heard(), "the worker keeps an earlier run");
    }

    @Test
    void anotherRunForgetsTheSavedOne() {
        PlayRun run = in(State.PAUSED);
        run.open();
        run.begin(300);
        assertFalse(run.ready(true));
        assertFalse(run.failed());
    }

    @ParameterizedTest
    @CsvSource({
        "300, 0, 0, 1, false",
        "300, 300, 0, 1, false",
        "300, 500, 7, 1, false",
        "300, 100, 0, 3, true",
        "300, 100, 1, 2, true",
        "300, 100, 3, 3, true",
        "300, 128, 0, 3, true",
        "300, 128, 2, 1, true",
        "300, 1, 299, 1, true",
        "301, 300, 0, 2, true",
        "1, 10, 0, 1, false",
    })
    void anEpochIsAPassOverTheTrainingPoints(int points, int batch, int iteration, int left, boolean has) {
        PlayRun run = new PlayRun();
        run.begin(points);
        run.ready(false);
        moved(run, iteration, false, false);
        assertEquals(left, run.leftOfEpoch(batch, TrainingRules.LAYERLAB));
        assertEquals(has, run.hasEpochs(batch));
    }

    @Test
    void withoutPointsNothingIsLeftOfAnEpoch() {
        PlayRun run = in(State.EMPTY);
        assertEquals(0, run.leftOfEpoch(0, TrainingRules.LAYERLAB));
        assertEquals(0, run.leftOfEpoch(10, TrainingRules.TENSORFLOW));
        assertFalse(run.hasEpochs(10));
    }

    /** Whatever happens in whatever order, what the run says of itself fits together. */
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5"})
    void theStateFitsTheFigures(long seed) {
        Random random = new Random(seed);
        PlayRun run = new PlayRun();
        for (int i = 0; i < 2000; i++) {
            switch (random.nextInt(7)) {
                case 0 -> run.begin(random.nextInt(3) * 100);
                case 1 -> run.open();
                case 2 -> run.ready(random.nextBoolean());
                case 3 -> run.failed();
                case 4 -> run.press(random.nextBoolean());
                case 5 -> run.justOpened();
                default -> {
                    if (run.heard()) {
                        run.moved(
                                random.nextInt(5),
                                random.nextInt(5),
                                random.nextInt(4) == 0 ? Double.NaN : GOOD,
                                0.5,
                                0.5,
                                random.nextBoolean(),
                                random.nextBoolean());
                    }
                }
            }
            fits(run);
        }
    }

    private static void fits(PlayRun run) {
        assertTrue(run.furthest() >= run.iteration());
        switch (run.state()) {
            case EMPTY -> assertEquals(0, run.trainSize());
            case AWAITED -> assertFalse(run.heard());
            case READY -> assertFalse(run.playing());
            case RUNNING -> assertTrue(run.playing());
            case PAUSED -> assertTrue(run.iteration() > 0 && !run.playing());
            case DONE -> assertTrue(run.done() && !run.inThePast());
            case BROKEN -> assertFalse(Double.isFinite(run.cost()));
        }
    }
}
