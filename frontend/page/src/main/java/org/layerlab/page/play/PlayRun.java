package org.layerlab.page.play;

import org.layerlab.network.training.TrainingRules;
import org.layerlab.page.settings.PlayRows;

/**
 * How the playground's run stands: its state, what leads from one state to another, and the figures that were heard
 * last. Knows no page.
 *
 * <pre>
 * EMPTY ──begin──▶ AWAITED ──ready──▶ READY ──▶ RUNNING ⇄ PAUSED ──▶ DONE
 *   ▲                 ▲                            └──▶ BROKEN
 *   └──begin, no points, from any state; begin and open lead to AWAITED from any state
 * </pre>
 */
final class PlayRun {
    /** Where a run stands. */
    enum State {
        /** There are no points to learn from. */
        EMPTY,
        /** The worker was asked for a run that it has not made yet: what it still tells is of an earlier one. */
        AWAITED,
        /** No iteration is made yet. */
        READY,
        RUNNING,
        PAUSED,
        /** All iterations are made, and the run is at its end. */
        DONE,
        /** The cost is infinite or NaN, by training. */
        BROKEN
    }

    /** A saved run that is about to resume. */
    private enum Saved {
        NONE,
        COMING,
        /** It is ready, and none of its figures has come yet. */
        CAME
    }

    private State state = State.AWAITED;
    private Saved saved = Saved.NONE;
    /** How many runs from initial weights the worker was asked for and has not made yet: the last of them counts. */
    private int coming;

    private int trainSize;
    /** Whether the run continues, or will as soon as it is ready. */
    private boolean playing;
    /** Whether Play was pressed before its first iteration, and the worker's answer to that has not come yet. */
    private boolean wished;

    private boolean done;
    private int iteration;
    private int furthest;
    /** Iterations that it is given again at its end. */
    private int planned;
    /** Iterations that it began with, before it was extended. */
    private int begun;

    private double cost = Double.NaN;
    private boolean byHand;
    /** Whether the cost is infinite because of weights set by hand, which training may unlearn. */
    private boolean forgiven;

    private double train = Double.NaN;
    private double test = Double.NaN;

    /**
     * Another run begins from initial weights.
     *
     * @param examples how many points it learns from; without any it stays {@link State#EMPTY}
     */
    void begin(int examples) {
        saved = Saved.NONE;
        trainSize = examples;
        playing = false;
        wished = false;
        done = false;
        iteration = 0;
        furthest = 0;
        cost = Double.NaN;
        forgiven = false;
        train = Double.NaN;
        test = Double.NaN;
        state = examples == 0 ? State.EMPTY : State.AWAITED;
        coming += examples == 0 ? 0 : 1;
    }

    /** A saved run was asked for; the present one stays until {@link #ready} or {@link #failed}. */
    void open() {
        saved = Saved.COMING;
        state = State.AWAITED;
    }

    /**
     * The worker has made a run, or read a saved one.
     *
     * @return whether that counts, and was not asked for before another one
     */
    boolean made(boolean fromFile) {
        if (fromFile) {
            // What was asked for before it is made.
            coming = saved == Saved.COMING ? 0 : coming;
            return saved == Saved.COMING;
        }
        coming = Math.max(0, coming - 1);
        return coming == 0 && state != State.EMPTY;
    }

    /**
     * A run is ready.
     *
     * @param fromFile whether it was read from a file
     * @return whether it is the saved run that was asked for
     */
    boolean ready(boolean fromFile) {
        boolean opened = saved == Saved.COMING && fromFile;
        if (opened) {
            saved = Saved.CAME;
        }
        state = playing ? State.RUNNING : State.READY;
        return opened;
    }

    /** The settings of a saved run say how many points it learns from. */
    void examples(int count) {
        trainSize = count;
    }

    /**
     * What was asked for did not come: an earlier run stays.
     *
     * @return whether a saved run was asked for
     */
    boolean failed() {
        boolean opening = saved == Saved.COMING;
        saved = Saved.NONE;
        coming = opening ? 0 : Math.max(0, coming - 1);
        if (!opening) {
            playing = false;
            wished = false;
        }
        state = trainSize == 0 ? State.EMPTY : standing();
        return opening;
    }

    /** Play or Pause was pressed: this holds at once, for a key that follows before the worker's answer. */
    void press(boolean play) {
        playing = play;
        wished = play && iteration == 0;
        if (state != State.AWAITED && state != State.EMPTY) {
            state = standing();
        }
    }

    /**
     * The worker's figures.
     *
     * @param reached the last iteration that was ever made
     * @param trainAccuracy 0 to 1, as the test accuracy; NaN where there are no such points
     */
    void moved(
            int now,
            int reached,
            double newCost,
            double trainAccuracy,
            double testAccuracy,
            boolean running,
            boolean allDone) {
        iteration = now;
        furthest = Math.max(now, reached);
        cost = newCost;
        forgiven = Double.isInfinite(cost) && (byHand || forgiven);
        train = trainAccuracy;
        test = testAccuracy;
        // What the worker told before it heard of Play does not stop the run.
        wished &= !running && !allDone && now == 0;
        playing = running || wished;
        done = allDone;
        state = standing();
    }

    /** Whether a person has set a weight at the iteration of the figures that come next. */
    void byHand(boolean set) {
        byHand = set;
    }

    private State standing() {
        if (iteration > 0 && !Double.isFinite(cost) && !forgiven) {
            return State.BROKEN;
        }
        if (atEnd()) {
            return State.DONE;
        }
        if (playing) {
            return State.RUNNING;
        }
        return iteration > 0 ? State.PAUSED : State.READY;
    }

    /** Where it stands. */
    State state() {
        return state;
    }

    /** Whether what the worker tells is of this run. */
    boolean heard() {
        return state != State.AWAITED && state != State.EMPTY;
    }

    /** Whether it continues, or will when it is ready. */
    boolean playing() {
        return playing;
    }

    /** Whether it can make another iteration by hand. */
    boolean canStep() {
        return !playing && !done;
    }

    /** Whether all iterations are made. */
    boolean done() {
        return done;
    }

    /** Whether it stands at its last iteration. */
    boolean atEnd() {
        return done && !inThePast();
    }

    /** Whether it was taken back to an iteration before the furthest. */
    boolean inThePast() {
        return iteration < furthest;
    }

    /** This many iterations are set. */
    void plan(int iterations) {
        planned = iterations;
        begun = iterations;
    }

    /** A saved run at its end begins with more iterations than it was planned with. */
    void beginWith(int iterations) {
        begun = iterations;
    }

    /** Whether it was given more iterations than it began with. */
    boolean isExtended(int iterations) {
        return iterations != begun;
    }

    /** The total with which it goes on at its end for as many iterations again. */
    int extended() {
        return (int) Math.min(PlayRows.MOST_ITERATIONS, (long) iteration + planned);
    }

    /** Whether these are the first figures of a saved run; true once. */
    boolean justOpened() {
        boolean first = saved == Saved.CAME;
        if (first) {
            saved = Saved.NONE;
        }
        return first;
    }

    /** Iterations made so far. */
    int iteration() {
        return iteration;
    }

    /** The last iteration that was ever made. */
    int furthest() {
        return furthest;
    }

    /** The cost before the last update, or that of weights set by hand; NaN before the first figures. */
    double cost() {
        return cost;
    }

    /** Accuracy on the training points, 0 to 1. */
    double train() {
        return train;
    }

    /** Accuracy on the test points, 0 to 1. */
    double test() {
        return test;
    }

    /** How many points it learns from. */
    int trainSize() {
        return trainSize;
    }

    /**
     * Whether a pass over the training points takes more than one iteration.
     *
     * @param batchSize points in each iteration; 0 for all
     */
    boolean hasEpochs(int batchSize) {
        return batchSize > 0 && batchSize < trainSize;
    }

    /**
     * Iterations left of this pass over the training points.
     *
     * @param batchSize points in each iteration; 0 for all
     * @param rules what becomes of an incomplete batch
     */
    int leftOfEpoch(int batchSize, TrainingRules rules) {
        int perEpoch = hasEpochs(batchSize) ? rules.perEpoch(trainSize, batchSize) : 1;
        return trainSize == 0 ? 0 : perEpoch - iteration % perEpoch;
    }
}
