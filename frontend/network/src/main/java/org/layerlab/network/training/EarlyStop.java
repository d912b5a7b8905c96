package org.layerlab.network.training;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.Examples;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.verdict.Evaluation;
import org.layerlab.network.verdict.Predictor;

/**
 * Watches a run on a validation set: measures after each epoch, keeps the parameters that had the lowest cost there,
 * and says when there has been nothing better for long enough. If a running mean of the parameters is kept, it measures
 * and keeps that mean.
 *
 * <p>The cost rather than the accuracy decides: of a few hundred photos the accuracy jumps by whole percents.
 */
public final class EarlyStop {
    /** With the full batch each update is an epoch: then this many pass between measurements. */
    private static final int UPDATES_OF_FULL_BATCH = 20;

    private final Trainer trainer;
    private final Examples validation;
    private final int patience;
    private final int every;
    private final Predictor predictor;
    private final List<ValidationPoint> points = new ArrayList<>();
    private @Nullable ValidationPoint best;
    private @Nullable Parameters bestParameters;

    /**
     * Watches this run.
     *
     * @param validation examples that the trainer does not have, as it has them (less the mean where that is taken
     *     off), and not varied
     * @param patience how many measurements in a row may bring nothing better; 0 never stops and still keeps the best
     */
    public EarlyStop(Trainer trainer, Examples validation, int patience) {
        this.trainer = trainer;
        this.validation = validation;
        this.patience = patience;
        int perEpoch = trainer.iterationsPerEpoch();
        this.every = perEpoch > 1 ? perEpoch : UPDATES_OF_FULL_BATCH;
        this.predictor = new Predictor(trainer.network());
    }

    /** After how many updates the next measurement is due, where this many are made. */
    public int next(int iteration) {
        return (iteration / every + 1) * every;
    }

    /**
     * To be called after updates: measures when the end of an epoch, or of the run, was passed.
     *
     * @return the measurement, or null where none is due
     */
    public @Nullable ValidationPoint afterUpdates() {
        int iteration = trainer.iteration();
        int last = points.isEmpty() ? 0 : points.get(points.size() - 1).iteration();
        boolean due = iteration / every > last / every || (trainer.done() && iteration > last);
        if (!due) {
            return null;
        }
        Parameters own = useAverage();
        Evaluation evaluation = predictor.evaluate(validation);
        ValidationPoint point = new ValidationPoint(iteration, evaluation.cost(), evaluation.accuracy());
        points.add(point);
        if (better(point, best)) {
            best = point;
            bestParameters = trainer.network().parameters();
        }
        if (own != null) {
            trainer.network().set(own);
        }
        return point;
    }

    /** Whether a measurement takes the best one's place; a NaN never does. */
    private static boolean better(ValidationPoint point, @Nullable ValidationPoint best) {
        return best == null ? !Double.isNaN(point.cost()) : point.cost() < best.cost();
    }

    /** Gives the network the mean of its parameters where there is one, and returns its own. */
    private @Nullable Parameters useAverage() {
        Parameters mean = trainer.average().mean();
        if (mean == null) {
            return null;
        }
        Parameters own = trainer.network().parameters();
        trainer.network().set(mean);
        return own;
    }

    /** Whether as many measurements as were to be waited for have brought nothing better. */
    public boolean exhausted() {
        int worse = points.size() - (best == null ? 0 : points.lastIndexOf(best) + 1);
        return patience > 0 && worse >= patience;
    }

    /** All measurements, in their order. */
    public List<ValidationPoint> points() {
        return List.copyOf(points);
    }

    /** The measurement with the lowest cost, or null before the first that is a number. */
    public @Nullable ValidationPoint best() {
        return best;
    }

    /** The parameters of {@link #best}, or null where there is none; for a checkpoint. */
    public @Nullable Parameters bestParameters() {
        return bestParameters;
    }

    /** Gives the network the best parameters; those of the last update are lost. */
    public void keepBest() {
        if (bestParameters != null) {
            trainer.network().set(bestParameters);
        }
    }

    /**
     * Takes up a run where it stopped.
     *
     * @param past as {@link #points} gave them
     * @param parameters as {@link #bestParameters} gave them
     */
    public void resume(List<ValidationPoint> past, @Nullable Parameters parameters) {
        points.clear();
        points.addAll(past);
        best = null;
        for (ValidationPoint point : past) {
            if (better(point, best)) {
                best = point;
            }
        }
        bestParameters = parameters;
        if ((best == null) != (parameters == null)) {
            throw new IllegalArgumentException(past.size() + " validation points come "
                    + (parameters == null ? "without" : "with") + " the parameters of the best");
        }
    }
}
