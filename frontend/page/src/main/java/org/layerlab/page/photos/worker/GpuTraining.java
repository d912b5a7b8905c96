package org.layerlab.page.photos.worker;

import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.training.TrainerState;
import org.layerlab.page.browser.EventLoop;
import org.layerlab.page.message.EngineChoice;

/**
 * Trains a run on the GPU where that is faster than here. The network there is a copy: after each leg the one here takes
 * over its state. So readers of the run look here, and if the GPU fails, the run continues from the last leg.
 *
 * <p>Until the GPU is open, the run trains here. Then two updates are made on both, and their costs have to
 * agree: a driver may be wrong. Both are timed at the run's own updates, which count.
 */
final class GpuTraining {
    /** Updates that are made on both, to be compared. */
    private static final int COMPARED = 2;

    private static final double COMPARED_MS = 60_000;
    /** Comparisons of an infinite cost, after which the run stays here. */
    private static final int MOST_UNPROVEN = 5;

    /**
     * How far its costs may be from those here, relative: both are float32, with sums in another order, and a pixel of an
     * augmented photo may be rounded otherwise.
     */
    static final double SAME = 1e-3;

    /** How long the updates are timed, here and there, and how long a leg takes at least. */
    private static final double LEG_MS = 500;

    private static final double LONGEST_LEG_MS = 5000;

    /** A leg takes as many times what its state's way here takes. */
    private static final double WAYS = 10;

    /** How many times faster than here it has to be. */
    static final double WORTH = 1.1;

    /** Whose training it is. */
    interface Owner {
        /** Trains here from now on. */
        void playHere();

        /** Stands still here, with no update under way. */
        void restHere();

        /** The run has come to another state; whether it is over. Where it fails, it calls {@link GpuTraining#drop}. */
        boolean moved();

        /** It is over. */
        void ended();

        /** The leg that a pause waited for has come, or never will. */
        void rested();

        /** This computes from now on. */
        void chose(EngineChoice choice);

        /** Updates that the GPU of this name made are the run's. */
        void madeUpdates(String device);
    }

    private enum Stage {
        UNOPENED,
        OPENING,
        /** Open, and not timed. */
        OPEN,
        /** Open, and to be used. */
        CHOSEN,
        /** Not to be used for this run. */
        NEVER
    }

    private final EventLoop clock;
    private final GpuLegs line;
    private final Owner owner;
    private final Trainer trainer;
    private final boolean forced;
    private final IntUnaryOperator nextLook;
    private final GpuTimeout patience;
    private Stage stage = Stage.UNOPENED;
    private String device = "";
    private boolean wanted;
    private boolean here;
    private double hereSince;
    private int hereFrom;
    /** Of the timer that waits; an earlier one is of no interest. */
    private int timing;

    private boolean away;
    /** Of the last leg; what an earlier one comes to is of no interest. */
    private int leg;

    private double rateHere;
    /** What the first updates there came to, while the same ones are made here. */
    private @Nullable TrainerState expected;

    private int unproven;

    private double perSecond;
    private double legMs = LEG_MS;
    private double shortestWay = Double.POSITIVE_INFINITY;

    /**
     * Of a run that stands.
     *
     * @param forced whether it has to be there, however slow it is
     * @param nextLook the next iteration at which the run is measured: a leg ends there
     */
    GpuTraining(
            EventLoop clock, GpuLegs line, Owner owner, Trainer trainer, boolean forced, IntUnaryOperator nextLook) {
        this.clock = clock;
        this.line = line;
        this.owner = owner;
        this.trainer = trainer;
        this.forced = forced;
        this.nextLook = nextLook;
        patience = new GpuTimeout(clock, forced);
    }

    /** Trains, here or there. */
    void play() {
        wanted = true;
        if (away) {
            // The leg that a pause has hurried goes on by itself when it has come.
            return;
        }
        switch (stage) {
            case UNOPENED -> {
                stage = Stage.OPENING;
                playHereUnlessForced();
                line.open();
            }
            case OPENING -> playHereUnlessForced();
            case OPEN -> time();
            case CHOSEN -> go(trainer.state(), legMs, this::arrived);
            case NEVER -> playHere();
        }
    }

    private void playHereUnlessForced() {
        if (!forced) {
            playHere();
        }
    }

    private void playHere() {
        here = true;
        hereSince = clock.now();
        hereFrom = trainer.iteration();
        owner.playHere();
    }

    /** Stands still; where a leg is on its way, {@link Owner#rested} tells when it has come. */
    void pause() {
        rest();
        if (away) {
            line.hurry();
        }
    }

    private void rest() {
        wanted = false;
        here = false;
        expected = null;
        timing++;
    }

    /** Waits for no leg any more: the run stays where the last one came to. */
    void drop() {
        rest();
        forgetLeg();
    }

    private void forgetLeg() {
        away = false;
        leg++;
    }

    /** The run is not trained any more. */
    void close() {
        drop();
        if (stage != Stage.UNOPENED && stage != Stage.NEVER) {
            line.close();
        }
        stage = Stage.NEVER;
    }

    /** Whether a leg is on its way. */
    boolean away() {
        return away;
    }

    /** Whether the GPU trains. */
    boolean running() {
        return wanted && !here;
    }

    /** Updates a second in the last leg, its state's way here included. */
    double perSecond() {
        return perSecond;
    }

    /** The GPU is open. */
    void opened(String name) {
        if (stage == Stage.OPENING) {
            device = name;
            stage = Stage.OPEN;
            if (wanted) {
                time();
            }
        }
    }

    /** It cannot be used, or no longer. */
    void failed(String why) {
        if (stage == Stage.NEVER) {
            return;
        }
        boolean opened = stage != Stage.OPENING;
        stage = Stage.NEVER;
        expected = null;
        timing++;
        forgetLeg();
        line.close();
        // A browser without one needs no word.
        if (opened || forced) {
            owner.chose(new EngineChoice(false, forced, device, 0, 0, why));
        }
        if (wanted && !here) {
            playHere();
        } else if (!wanted) {
            owner.rested();
        }
    }

    /** Times the updates here unless that does not matter, then compares some. */
    private void time() {
        if (forced) {
            compare(0);
            return;
        }
        if (!here) {
            playHere();
        }
        int mine = ++timing;
        clock.after(Math.max(0, hereSince + LEG_MS - clock.now()), () -> {
            if (mine == timing && here) {
                here = false;
                owner.restHere();
                compare((trainer.iteration() - hereFrom) * 1000 / Math.max(1, clock.now() - hereSince));
            }
        });
    }

    /** Makes some updates there, then the same ones here. */
    private void compare(double perSecondHere) {
        rateHere = perSecondHere;
        // Past a validation, too: nothing of it is taken over.
        int until = trainer.iteration() + COMPARED;
        if (until > trainer.hyperparameters().iterations()) {
            playHere();
            return;
        }
        goUntil(until, trainer.state(), COMPARED_MS, (state, milliseconds) -> {
            if (!wanted) {
                // Nothing that was not compared is taken over.
                owner.rested();
            } else if (state.iteration() < until) {
                // A pause has cut it short, and the run goes on.
                compare(perSecondHere);
            } else {
                expected = state;
                playHere();
            }
        });
    }

    /** An update was made here: compares what came of it there, once the two are equally far. */
    void updatedHere() {
        TrainerState there = expected;
        if (there == null || trainer.iteration() < there.iteration()) {
            return;
        }
        expected = null;
        boolean infinite = Double.isInfinite(there.cost()) && there.cost() == trainer.cost();
        if (!infinite && !agrees(there)) {
            failed("The GPU got a cost of " + there.cost() + ", but the CPU got " + trainer.cost() + ".");
            return;
        }
        here = false;
        owner.restHere();
        if (infinite && ++unproven < MOST_UNPROVEN) {
            // That says nothing of the gradients.
            compare(rateHere);
        } else if (infinite) {
            failed("The cost is infinite, so what the GPU computes can't be checked.");
        } else {
            timeThere(0, 0);
        }
    }

    /** The cost of the second update depends on all that the first one computes. */
    private boolean agrees(TrainerState there) {
        double cost = trainer.cost();
        return trainer.iteration() == there.iteration()
                && Math.abs(there.cost() - cost) <= SAME * Math.max(SAME, Math.abs(cost));
    }

    /** Makes legs as they will be, until they have taken long enough. */
    private void timeThere(int updates, double milliseconds) {
        double start = clock.now();
        int from = trainer.iteration();
        go(null, LEG_MS, (state, took) -> {
            if (take(state)) {
                int made = updates + trainer.iteration() - from;
                double all = milliseconds + clock.now() - start;
                if (all < LEG_MS) {
                    timeThere(made, all);
                } else {
                    perSecond = made * 1000 / all;
                    choose();
                }
            }
        });
    }

    private void choose() {
        boolean faster = forced || perSecond > WORTH * rateHere;
        owner.chose(new EngineChoice(faster, forced, device, perSecond, rateHere, ""));
        if (faster) {
            stage = Stage.CHOSEN;
            go(null, legMs, this::arrived);
        } else {
            stage = Stage.NEVER;
            line.close();
            playHere();
        }
    }

    /** The next leg is under way while this one's results are measured here. */
    private void arrived(TrainerState state, double milliseconds) {
        if (!wanted || trainer.hyperparameters().iterations() <= state.iteration()) {
            take(state);
            return;
        }
        resume(state);
        go(null, legMs, this::arrived);
        if (owner.moved()) {
            forgetLeg();
            wanted = false;
            owner.ended();
        }
    }

    private void resume(TrainerState state) {
        trainer.resume(state);
        owner.madeUpdates(device);
    }

    /** Takes over what a leg came to; whether the run goes on. */
    private boolean take(TrainerState state) {
        resume(state);
        if (!wanted) {
            owner.rested();
            return false;
        }
        if (owner.moved()) {
            wanted = false;
            owner.ended();
        }
        return wanted;
    }

    private void go(@Nullable TrainerState from, double milliseconds, GpuLegs.Arrival then) {
        goUntil(nextLook.applyAsInt(trainer.iteration()), from, milliseconds, then);
    }

    private void goUntil(int until, @Nullable TrainerState from, double milliseconds, GpuLegs.Arrival then) {
        away = true;
        int mine = ++leg;
        patience.waitFor(milliseconds, () -> mine == leg && away, () -> failed("The GPU does not answer."));
        int begin = trainer.iteration();
        double start = clock.now();
        line.go(from, until, milliseconds, (state, took) -> {
            if (mine == leg) {
                away = false;
                double all = Math.max(1, clock.now() - start);
                perSecond = (state.iteration() - begin) * 1000 / all;
                // Of a long way this worker was busy for a part.
                shortestWay = Math.min(shortestWay, all - took);
                legMs = Math.max(LEG_MS, Math.min(LONGEST_LEG_MS, WAYS * shortestWay));
                then.came(state, took);
            }
        });
    }
}
