package org.layerlab.network.training;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.layer.Parameters;

/**
 * A run's past: brings back any iteration of it, exactly. Keeps the parameters and what the optimizer remembers at growing
 * intervals, in bounded room; what lies between is computed again, which gives the same digits, for all that is random
 * in a step follows from the iteration.
 *
 * <p>{@link #passed} is told of every few steps, {@link #adjusted} and {@link #changed} of every change by hand.
 */
public final class Timeline {
    private static final long ROOM_BYTES = 64L << 20;
    private static final int FEWEST = 4;
    private static final int MOST = 128;
    private static final int FIRST_INTERVAL = 10;

    /**
     * All that a run needs to continue from one iteration.
     *
     * @param cost before the update that led here
     * @param costCount how many cost points there were
     * @param pinned whether something was changed by hand here, so that no earlier snapshot leads to it
     */
    private record Snapshot(
            int iteration,
            Hyperparameters hyperparameters,
            double cost,
            Parameters parameters,
            List<Parameters> optimizerState,
            int costCount,
            OpenCosts openCosts,
            boolean pinned) {}

    private final Trainer trainer;
    private final int most;
    private final List<Snapshot> snapshots = new ArrayList<>();
    /** Those up to the furthest iteration, as far as they were ever needed. */
    private final List<CostPoint> costs = new ArrayList<>();

    /** The choices that were made last, which those of the past may differ from. */
    private Hyperparameters current;

    private int interval = FIRST_INTERVAL;
    private int furthest;

    /** The past of this trainer's run, which begins where it stands. */
    public Timeline(Trainer trainer) {
        this(trainer, (int) Math.max(
                FEWEST,
                Math.min(
                        MOST,
                        ROOM_BYTES
                                / (8
                                        * trainer.network().architecture().parameterCount()
                                        * (1
                                                + trainer.hyperparameters()
                                                        .optimizer()
                                                        .moments())))));
    }

    /** A past of at most this many kept snapshots, at least 4. */
    Timeline(Trainer trainer, int most) {
        this.trainer = trainer;
        this.most = most;
        current = trainer.hyperparameters();
        furthest = trainer.iteration();
        keep(true);
    }

    /** The first iteration that can be brought back. */
    public int earliest() {
        return snapshots.get(0).iteration();
    }

    /** The last iteration that was reached. */
    public int furthest() {
        return furthest;
    }

    /** How many snapshots are kept. */
    int kept() {
        return snapshots.size();
    }

    /** The trainer has made some steps. */
    public void passed() {
        furthest = Math.max(furthest, trainer.iteration());
        if (trainer.iteration() >= snapshots.get(snapshots.size() - 1).iteration() + interval) {
            keep(false);
        }
    }

    /** The rate or the weights were changed by hand: drops what came after this iteration. */
    public void changed() {
        rememberCosts();
        int now = trainer.iteration();
        snapshots.removeIf(snapshot -> snapshot.iteration() >= now);
        furthest = now;
        costs.subList(trainer.costPointCount(), costs.size()).clear();
        keep(true);
    }

    /**
     * The trainer's hyperparameters were changed.
     *
     * @param before what they were
     * @return whether what came after was dropped
     */
    public boolean adjusted(Hyperparameters before) {
        current = trainer.hyperparameters();
        boolean onlyLonger = before.schedule() == Schedule.CONSTANT
                && before.with(before.learningRate(), current.iterations()).equals(current);
        if (before.equals(current) || onlyLonger) {
            return false;
        }
        changed();
        return true;
    }

    /**
     * The run continues from where it stands, which may be in its past, with the choices that were made last.
     *
     * @return whether what came after was dropped, because of a change by hand in between
     */
    public boolean resumed() {
        int now = trainer.iteration();
        boolean changedLater = false;
        for (Snapshot snapshot : snapshots) {
            changedLater |= snapshot.pinned() && snapshot.iteration() > now;
        }
        if (!changedLater) {
            return false;
        }
        trainer.adjust(current);
        changed();
        return true;
    }

    /**
     * Takes the trainer to an iteration that is at or a little before the given one; steps lead on from there.
     *
     * @param iteration taken to the nearest that there is
     * @return that iteration
     */
    public int rewind(int iteration) {
        int target = Math.max(earliest(), Math.min(furthest, iteration));
        int now = trainer.iteration();
        Snapshot nearest = snapshots.get(0);
        for (Snapshot snapshot : snapshots) {
            if (snapshot.iteration() <= target) {
                nearest = snapshot;
            }
        }
        boolean onTheWay = nearest.iteration() <= now && now <= target;
        if (!onTheWay) {
            restore(nearest);
        }
        return target;
    }

    private void restore(Snapshot snapshot) {
        rememberCosts();
        trainer.network().set(snapshot.parameters());
        trainer.resume(
                snapshot.iteration(),
                snapshot.optimizerState(),
                costs.subList(0, snapshot.costCount()),
                snapshot.openCosts(),
                snapshot.cost());
        Hyperparameters then = snapshot.hyperparameters();
        int iterations = trainer.hyperparameters().iterations();
        trainer.adjust(then.schedule() == Schedule.CONSTANT ? then.with(then.learningRate(), iterations) : then);
    }

    private void rememberCosts() {
        if (trainer.costPointCount() > costs.size()) {
            costs.addAll(trainer.costsFrom(costs.size()));
        }
    }

    private void keep(boolean pinned) {
        snapshots.add(new Snapshot(
                trainer.iteration(),
                trainer.hyperparameters(),
                trainer.cost(),
                trainer.network().parameters(),
                trainer.optimizerState(),
                trainer.costPointCount(),
                trainer.openCosts(),
                pinned));
        if (snapshots.size() > most) {
            thin();
        }
    }

    /** Leaves every other snapshot out; where all of them have to stay, the earliest goes. */
    private void thin() {
        List<Snapshot> left = new ArrayList<>();
        boolean leave = false;
        for (int i = 0; i < snapshots.size(); i++) {
            boolean stays = snapshots.get(i).pinned() || i == snapshots.size() - 1;
            leave = !stays && !leave;
            if (!leave) {
                left.add(snapshots.get(i));
            }
        }
        if (left.size() == snapshots.size()) {
            left.remove(0);
        } else {
            interval *= 2;
        }
        snapshots.clear();
        snapshots.addAll(left);
    }
}
