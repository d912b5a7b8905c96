package org.layerlab.page.photos.train;

import org.layerlab.page.browser.Texts;

/**
 * Where a training on photos stands, without a page: its states, the ways between them, and what each offers.
 *
 * <pre>
 * IDLE, DONE → read → READING → photosCame → IDLE
 * IDLE, DONE → load → LOADING → ready → TRAINING ⇄ PAUSED → DONE
 * any → stop, fail → IDLE
 * </pre>
 *
 * Until the worker has heard of a stop, what it says is of the run that was stopped, and moves nothing.
 */
final class TrainingRun {
    /** Where it stands. */
    enum State {
        IDLE,
        /** A person's own photos are being read. */
        READING,
        /** The photos of a run are on their way. */
        LOADING,
        TRAINING,
        PAUSED,
        DONE
    }

    private State state = State.IDLE;
    /** Stops that the worker has not heard of. */
    private int unheard;

    private boolean begun;
    private boolean trained;
    private boolean restored;
    private boolean early;
    private boolean ended;
    private String kept = "";
    private String saved = "";

    State state() {
        return state;
    }

    /** Whether there was ever a run on this page, of whatever network. */
    boolean begun() {
        return begun;
    }

    /** Whether the worker has a network. */
    boolean trained() {
        return trained;
    }

    /** Whether the worker's network is that of a run that is over. */
    boolean ended() {
        return ended;
    }

    /** Whether photos are on their way or learned from. */
    boolean busy() {
        return state == State.READING || state == State.LOADING || state == State.TRAINING;
    }

    /** Whether no run is on its way, so that settings may change. */
    boolean atRest() {
        return state == State.IDLE || state == State.DONE;
    }

    /** Whether photos are on their way. */
    boolean waiting() {
        return state == State.READING || state == State.LOADING;
    }

    /**
     * Whether the run that this browser keeps may be offered: nothing is on its way, or at most a saved run that waits to be
     * continued and would take the kept one's place.
     */
    boolean offersKept() {
        return state == State.IDLE || waitsForContinue();
    }

    /** Whether a saved run is here that nobody has continued yet. */
    boolean waitsForContinue() {
        return restored && (state == State.TRAINING || state == State.PAUSED || state == State.DONE);
    }

    /** Begins to read a person's own photos; false where a training has to be stopped first. */
    boolean read() {
        if (busy()) {
            return false;
        }
        state = State.READING;
        return true;
    }

    /**
     * Loads the photos of a run.
     *
     * @param savedRun whether it is a saved run that waits to be continued
     */
    void load(boolean savedRun) {
        begun = true;
        restored = savedRun;
        saved = "";
        state = State.LOADING;
    }

    /** Photos are there. Whether they are the person's own that were being read; those then wait for a training. */
    boolean photosCame() {
        if (state != State.READING || unheard > 0) {
            return false;
        }
        state = State.IDLE;
        return true;
    }

    /** The worker has a network and begins to train it; false where that is of a run that was stopped. */
    boolean ready() {
        trained = true;
        ended = false;
        if (unheard > 0) {
            return false;
        }
        state = State.TRAINING;
        return true;
    }

    /** A paused run continues. */
    void resume() {
        restored = false;
    }

    /**
     * The worker told where its run stands. A run that was stopped or is over stays so.
     *
     * @param running whether it trains
     * @param over whether it is through
     * @param stoppedEarly whether it was through before all its iterations
     */
    void moved(boolean running, boolean over, boolean stoppedEarly) {
        if (state == State.TRAINING || state == State.PAUSED) {
            state = running ? State.TRAINING : over ? State.DONE : State.PAUSED;
            early = stoppedEarly;
            ended = state == State.DONE;
        }
    }

    /**
     * Which network the run kept.
     *
     * @param sentence says so; empty where it is the one after the last update
     */
    void keeps(String sentence) {
        kept = sentence;
    }

    /**
     * How good the saved network is.
     *
     * @param sentence says so; empty where it is the one whose accuracy is shown
     */
    void saves(String sentence) {
        if (unheard == 0) {
            saved = sentence;
        }
    }

    /**
     * Stops whatever is on its way; {@link #stopHeard} has to follow. Whether there was a run, of which the browser may keep
     * a checkpoint.
     */
    boolean stop() {
        boolean run = !waiting();
        state = State.IDLE;
        unheard++;
        return run;
    }

    /** The worker has heard of a stop, and begins nothing that was asked of it before. */
    void stopHeard() {
        unheard--;
    }

    /** Something went wrong, and nothing is on its way any more, unless it is of a run that was stopped. */
    void fail() {
        if (unheard == 0) {
            state = State.IDLE;
        }
    }

    /** What the one button does next. */
    String button() {
        return switch (state) {
            case IDLE -> Texts.of("Train");
            case READING, LOADING -> Texts.of("Loading …");
            case TRAINING -> Texts.of("Pause");
            case PAUSED -> Texts.of("Continue");
            case DONE -> Texts.of("Train again");
        };
    }

    /**
     * A sentence about the state; empty where there is nothing to say.
     *
     * @param iteration how many updates were made
     */
    String note(int iteration) {
        return switch (state) {
            case IDLE -> "";
            case READING -> Texts.of("Looking through the files …");
            case LOADING -> Texts.of("Loading the photos …");
            case TRAINING -> iteration > 0 ? "" : Texts.of("Preparing the first photos …");
            case PAUSED -> restored ? Texts.of("Restored where it stopped: press Continue.") : Texts.of("Paused.");
            case DONE -> saved.isEmpty() ? end() : end() + " " + saved;
        };
    }

    private String end() {
        if (!kept.isEmpty()) {
            return (early ? Texts.of("Stopped early: no further improvement.") : Texts.of("Done.")) + " " + kept;
        }
        return early
                ? Texts.of("Stopped early: no further improvement. This network judges your photos now.")
                : Texts.of("Done. This network judges your photos now.");
    }

    /**
     * The state as the document tells scripts.
     *
     * @param otherwise what it tells while nothing is on its way
     */
    String documentState(String otherwise) {
        return busy() ? "training" : otherwise;
    }
}
