package org.layerlab.page.play.worker;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import java.util.List;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.training.CostPoint;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.Schedule;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.training.WeightChange;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.message.Answers;
import org.layerlab.page.message.ModelMessages;
import org.layerlab.page.message.PageLink;
import org.layerlab.page.message.Reply;
import org.layerlab.page.settings.CardSettings;
import org.layerlab.page.settings.PlaySettings;
import org.layerlab.page.settings.Recipe;
import org.layerlab.page.settings.SettingsHistory;

/**
 * Trains a saved run on points again, from its recipe, and compares: the cost history as it grows, to the six decimals
 * that the tutorial prints, then each parameter, then what the network scores on its points. Ends where a cost departs.
 */
final class Verification {
    private static final double SLICE_MS = 25;
    private static final double TELL_MS = 50;

    /** Steps of one call: short enough to hear a message in between. */
    private static final int STEPS = 100;

    /** Costs below this size count as if they were that large. */
    private static final double SMALL = 1e-6;

    /** How far R² may be from the saved one where parameters are the same but for rounding. */
    private static final double ROUNDING_FLOAT64 = 1e-9;

    private static final double ROUNDING_FLOAT32 = 1e-5;

    /** The same where the file keeps the parameters in fewer digits than the run had. */
    private static final double ROUNDING_STORED = 1e-2;

    private final ParameterFile file;
    private final KernelChoice choice;
    private final PointsRun run;
    private final SettingsHistory course;
    private final int iterations;
    private final Reply reply;
    private final Clock.Task next = Clock.soon(this::turn);
    private boolean stopped;
    private double told;
    private int heard;
    private int saved;
    private int compared;
    private final String kernels;

    /** The first iteration whose cost is not the saved one to the last bit, and by how much; −1 while there is none. */
    private int partsAt = -1;

    private double gap;

    /**
     * A comparison that has not begun.
     *
     * @param reply takes the verdict as JSON
     * @throws IllegalArgumentException saying what the card does not say
     */
    Verification(ParameterFile file, KernelChoice choice, Reply reply) {
        String gap = Recipe.gap(file.card());
        if (!gap.isEmpty()) {
            throw new IllegalArgumentException(gap);
        }
        this.file = file;
        this.choice = choice;
        kernels = choice.variant();
        this.reply = reply;
        PlaySettings settings = CardSettings.of(file.card());
        iterations = (int) Math.min(Integer.MAX_VALUE, file.card().iteration().orElse(0));
        Hyperparameters last = CardSettings.hyperparameters(file.card());
        course = SettingsHistory.of(file.card(), last);
        run = PointsRun.begin(settings, choices(0), choice);
    }

    /** The choices at an iteration, with as many iterations as were made where no schedule counts them. */
    private Hyperparameters choices(int iteration) {
        Hyperparameters told = course.at(iteration);
        return told.schedule() == Schedule.CONSTANT ? told.with(told.learningRate(), iterations) : told;
    }

    private boolean done() {
        return run.trainer().iteration() >= iterations;
    }

    void start() {
        next.run();
    }

    /** Ends it without a verdict. */
    void stop() {
        if (!stopped) {
            end();
            reply.drop();
        }
    }

    private void turn() {
        if (!stopped) {
            reply.attempt(() -> {
                boolean goesOn = false;
                try {
                    goesOn = slice();
                } finally {
                    // Also where it fails, as for want of memory.
                    if (!goesOn) {
                        end();
                    }
                }
            });
        }
    }

    /** Repeats the run for a while; whether it goes on after that. */
    private boolean slice() {
        Trainer trainer = run.trainer();
        double start = Clock.now();
        boolean same = true;
        while (same && !done() && Clock.now() - start < SLICE_MS) {
            int iteration = trainer.iteration();
            trainer.adjust(choices(iteration));
            setWeights();
            trainer.steps(Math.min(Math.min(STEPS, iterations - iteration), course.until(iteration)));
            same = compareCosts();
        }
        if (!same) {
            return false;
        }
        if (done()) {
            setWeights();
            compareParameters();
            return false;
        }
        if (Clock.now() - told > TELL_MS) {
            told = Clock.now();
            PageLink.post(ModelMessages.verifying(trainer.iteration(), iterations));
        }
        next.run();
        return true;
    }

    /** Sets what a person set after as many updates as are made. */
    private void setWeights() {
        for (WeightChange weight : course.weights().at(run.trainer().iteration())) {
            weight.setIn(run.network());
        }
    }

    private void end() {
        stopped = true;
        run.release();
    }

    /** Whether the costs that are new have the digits of the saved ones; tells where not. */
    private boolean compareCosts() {
        List<CostPoint> fresh = run.trainer().costsFrom(heard);
        heard += fresh.size();
        List<CostPoint> theirs = file.card().costs();
        for (CostPoint here : fresh) {
            while (saved < theirs.size() && theirs.get(saved).iteration() < here.iteration()) {
                saved++;
            }
            if (saved == theirs.size() || theirs.get(saved).iteration() > here.iteration()) {
                // A long history is saved with every second or third of its points.
                continue;
            }
            double there = theirs.get(saved).cost();
            compared++;
            if (there != here.cost() && partsAt < 0) {
                partsAt = here.iteration();
                gap = Math.abs(there - here.cost()) / Math.max(SMALL, Math.abs(there));
            }
            String before = CostPoint.sixDecimals(there);
            String now = CostPoint.sixDecimals(here.cost());
            if (!before.equals(now)) {
                answer(verdict("departs")
                        .add("where", "iteration " + here.iteration())
                        .add("saved", before)
                        .add("here", now));
                return false;
            }
        }
        return true;
    }

    private void compareParameters() {
        StorageType own = StorageType.of(run.network().kernels().precision());
        ParameterDifference found =
                ParameterDifference.of(file.parameters(), run.network().parameters(), own);
        boolean exact = partsAt < 0 && found.largest() == 0;
        JsonObject verdict = verdict("compared")
                .add("exact", exact)
                .add("scores", exact ? departures(run, own, true) : otherScores(found.stored(), own));
        found.addTo(verdict, own);
        answer(verdict);
    }

    /** The departures of a run whose parameters are nearly those of the file, so that their scores need not be the same. */
    private JsonArray otherScores(StorageType stored, StorageType own) {
        PointsRun saved = PointsRun.open(file, choice);
        JsonArray departures;
        try {
            departures = departures(saved, stored, false);
        } finally {
            saved.release();
        }
        // Where the file rounded the parameters, the score is that of numbers which only the repeated run has nearly.
        return stored == own || !departures(run, stored, false).isEmpty() ? departures : new JsonArray();
    }

    private JsonArray departures(PointsRun measured, StorageType stored, boolean exact) {
        StorageType own = StorageType.of(run.network().kernels().precision());
        boolean float64 = own == StorageType.F64;
        double rounding = stored != own ? ROUNDING_STORED : !float64 ? ROUNDING_FLOAT32 : exact ? 0 : ROUNDING_FLOAT64;
        return SavedScores.of(measured).departures(file.card().json(), rounding);
    }

    private JsonObject verdict(String kind) {
        return Json.object()
                .add("kind", kind)
                .add("iterations", run.trainer().iteration())
                .add("costs", compared)
                .add("partsAt", partsAt)
                .add("gap", ParameterDifference.finite(gap))
                .add("kernels", kernels);
    }

    private void answer(JsonObject verdict) {
        reply.answer(Answers.text(verdict.toString()));
    }
}
