package org.layerlab.network.doctor;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.doctor.Diagnosis.Kind;
import org.layerlab.network.training.Trainer;

/**
 * Watches one training and says what is wrong with it and what to try. Speaks up when it has seen the same twice, so
 * that a passing moment is not taken for an illness.
 */
public final class Doctor {
    /** What counts as flat: the cost fell by no more than this share over the last third of the run. */
    private static final double FLAT = 0.003;

    /** At the end of a run, when no more steps will follow: by no more than this share. */
    private static final double OVER = 0.01;

    private static final int PATIENCE = 2500;
    /** In shorter runs it is this share of the iterations. */
    private static final double PATIENCE_SHARE = 0.7;

    private static final int EARLY = 100;
    /** A run with fewer iterations gets no other finding than that it is short. */
    private static final int FEW = 500;

    /** A cost of this many times that of guessing among even classes means that the steps are too large. */
    private static final double RUINED = 15;

    private static final int WOBBLE_WINDOW = 10;
    /** A flat cost is fine if the accuracy is within this of the best. */
    private static final double FAR = 0.08;

    /** At the end of a run, fresh points tell how much better the boundary could be; this much is worth another start. */
    private static final double SHORT = 0.04;

    private static final double GOOD_WITHOUT_BAYES = 0.97;
    /** On fresh points no more is asked for than this. */
    private static final double CLOSE = 0.02;

    /** Of XOR there are four. */
    private static final int FEWEST_POINTS = 4;

    /** What was seen at fixed iterations, by iteration. */
    private final List<Evidence> noted = new ArrayList<>();

    /** Those that came before what is examined, since weights were set by hand last; at least the first. */
    private List<Evidence> past = noted;

    /** The iterations at which weights were set by hand, in order. */
    private final List<Integer> edits = new ArrayList<>();

    /** Whether they were set before what is examined, so that the first of {@link #past} is what they were set to. */
    private boolean edited;

    private Kind suspected = Kind.HEALTHY;
    private Diagnosis said = Diagnosis.HEALTHY;

    /**
     * Whether to note how a run stands after this many updates: trainers stop there, behind a cost point, however fast
     * they are. While the iterations double, there are about eight such moments.
     */
    public static boolean isDue(int iteration) {
        int points = iteration / Trainer.COST_EVERY;
        return iteration % Trainer.COST_EVERY == 1 && points % Math.max(1, Integer.highestOneBit(points) / 8) == 0;
    }

    /** Notes what is seen where {@link #isDue} says so: of a run's course, nothing else decides what is said of its end. */
    public void note(Evidence then) {
        int place = before(then.iteration());
        if (place < noted.size() && noted.get(place).iteration() == then.iteration()) {
            noted.remove(place);
        }
        noted.add(place, then);
    }

    /** Weights were set by hand: what was seen before this was of another network, and what came after is void. */
    public void edited(Evidence now) {
        cut(now.iteration() - 1);
        note(now);
        edits.add(now.iteration());
        suspected = Kind.HEALTHY;
        said = Diagnosis.HEALTHY;
    }

    /** What came after this iteration is void. */
    public void cut(int iteration) {
        noted.removeIf(then -> then.iteration() > iteration);
        edits.removeIf(edit -> edit > iteration);
    }

    /** How many were noted before this iteration; a run that was taken back has later ones, too. */
    private int before(int iteration) {
        int count = 0;
        while (count < noted.size() && noted.get(count).iteration() < iteration) {
            count++;
        }
        return count;
    }

    /**
     * What is to be said now.
     *
     * @param conclude whether no further look will follow soon, so that what is seen once counts
     */
    public Diagnosis examine(Evidence now, boolean conclude) {
        if (noted.isEmpty()) {
            note(now);
        }
        edited = false;
        int first = 0;
        for (int edit : edits) {
            if (edit <= now.iteration()) {
                edited = true;
                first = before(edit);
            }
        }
        past = noted.subList(first, Math.max(first + 1, before(now.iteration())));
        if (isOver(now)) {
            // What was said before depends on when it was looked at.
            said = Diagnosis.HEALTHY;
            for (Evidence then : past) {
                said = diverged(then) ? Findings.diverged(then) : said;
            }
        }
        Diagnosis found = diagnose(now);
        if (said.kind() == Kind.DIVERGED && found.kind() == Kind.DEAD) {
            // The cost comes and goes, but what is left of the network is the same ruin.
            found = said;
        }
        boolean clear = conclude || found.kind() == Kind.DIVERGED || found.kind() == Kind.HEALTHY;
        if (clear || found.kind() == suspected) {
            said = found;
        }
        suspected = found.kind();
        return said;
    }

    private static boolean isOver(Evidence now) {
        return now.iteration() >= now.hyperparameters().iterations();
    }

    private Diagnosis diagnose(Evidence now) {
        if (diverged(now)) {
            return Findings.diverged(now);
        }
        if (now.fewest() == 0 || now.train().size() + now.test().size() < FEWEST_POINTS) {
            return Findings.TOO_FEW;
        }
        double strength =
                Math.max(now.hyperparameters().l1(), now.hyperparameters().l2());
        if (strength > 0
                && guesses(now)
                && (2 * now.length() < past.get(0).length() || (now.iteration() >= EARLY && Pace.isHeld(now)))) {
            return Findings.overregularized(strength);
        }
        for (int l = 1; l <= now.hidden().size(); l++) {
            Evidence.HiddenLayer layer = now.hidden().get(l - 1);
            if (layer.alike()) {
                return Findings.symmetric(l, layer);
            }
            if (layer.isDead()) {
                return Findings.deadLayer(now, l);
            }
        }
        if (wobbles(now)) {
            return Findings.tooLarge(now);
        }
        if (overfits(now)) {
            return Findings.overfitting(now, best());
        }
        if (near(now)) {
            return Findings.solved(now, isImproving(now));
        }
        if (now.iteration() >= EARLY) {
            for (int l = 1; l <= now.hidden().size(); l++) {
                Evidence.HiddenLayer layer = now.hidden().get(l - 1);
                if (layer.saturated() > 0.9) {
                    return Findings.saturated(now, l);
                }
                if (layer.units() >= 4 && 2 * layer.silent() >= layer.units() && flat(now)) {
                    return Findings.deadUnits(now, l, layer);
                }
            }
        }
        if (flat(now)) {
            return stuck(now);
        }
        return isOver(now) && fallsShort(now) && !edits.contains(now.iteration()) ? ended(now) : Diagnosis.HEALTHY;
    }

    /**
     * Whether the steps drove the weights out of all bounds. Of a dead layer's network only the last biases still move:
     * under steps this large they swing, and the cost with them, from finite to infinite and back. Weights that were set
     * by hand may cost as much before any step.
     */
    private boolean diverged(Evidence now) {
        double cost = now.train().cost();
        if (edited && cost <= past.get(0).train().cost()) {
            return false;
        }
        if (!Double.isFinite(now.length()) || (now.iteration() > 0 && !Double.isFinite(cost))) {
            return true;
        }
        boolean dead = false;
        for (Evidence.HiddenLayer layer : now.hidden()) {
            dead |= layer.isDead();
        }
        return dead && !now.numbers() && cost > RUINED * now.even();
    }

    /** Whether the boundary is worse than these points allow, by more than chance. */
    private static boolean fallsShort(Evidence now) {
        if (Double.isNaN(now.bayes())) {
            return farBelow(now, 2 * FAR);
        }
        return now.fresh().size() > 0 ? now.fresh().accuracy() < now.bayes() - SHORT : farBelow(now, FAR);
    }

    /** Costs are compared with those of two even classes, where guessing costs log 2; others, and numbers, may cost less. */
    private static double unit(Evidence now) {
        double unit = now.guess() / Math.log(2);
        return now.numbers() ? unit : Math.min(1, unit);
    }

    /** Whether it does hardly better than guessing. */
    private static boolean guesses(Evidence now) {
        return now.guess() > 0 && now.train().cost() >= now.guess() - 0.02 * unit(now);
    }

    /** Whether it still guesses, as it would in any run of so few steps of this size. */
    private static boolean isHurried(Evidence now) {
        return guesses(now) && Pace.isShort(now);
    }

    /** Whether points without a known limit are told apart no better than by always naming the largest class. */
    private static boolean namesOne(Evidence now) {
        return Double.isNaN(now.bayes()) && now.share() < 1 && now.train().accuracy() <= now.share();
    }

    /** When the test points cost least. */
    private Evidence best() {
        Evidence best = past.get(0);
        for (Evidence then : past) {
            if (then.test().cost() < best.test().cost()) {
                best = then;
            }
        }
        return best;
    }

    private Diagnosis stuck(Evidence now) {
        double rate = now.hyperparameters().learningRate();
        // What descent at this rate gains by such a slope since then; where that would be seen, it is not a slope to
        // follow.
        double gain = rate
                * now.gradient()
                * now.gradient()
                * (now.iteration() - earlier(now).iteration());
        boolean slopeLeft = now.gradient() > 0.004 * unit(now);
        if (now.hyperparameters().optimizer().scalesSteps()
                ? rate < 1e-4
                : slopeLeft && gain < FLAT * now.train().cost()) {
            return Findings.tooSmall(now, 10);
        }
        if (isHurried(now)) {
            return Findings.tooSmall(now, Pace.factor(now));
        }
        return Findings.plateau(now);
    }

    /** Whether the cost is far above where it began, or has gone up about as much as down lately, by sizeable steps, without getting anywhere. */
    private boolean wobbles(Evidence now) {
        double cost = now.train().cost();
        // A regression, or weights set by hand, may begin far above the cost of guessing, and small steps take long
        // to bring it down.
        boolean high = now.numbers() || edited;
        if (now.iteration() - past.get(0).iteration() >= EARLY
                && cost > 1.5 * now.even()
                && cost > (high ? 1.5 : 0.9) * past.get(0).train().cost()) {
            return true;
        }
        if (past.size() < WOBBLE_WINDOW || cost < 0.02 * unit(now)) {
            return false;
        }
        double up = 0;
        double all = 0;
        double mean = 0;
        List<Evidence> window = past.subList(past.size() - WOBBLE_WINDOW, past.size());
        for (int i = 0; i < window.size(); i++) {
            double then = window.get(i).train().cost();
            mean += then / window.size();
            if (i > 0) {
                double step = then - window.get(i - 1).train().cost();
                all += Math.abs(step);
                up += Math.max(0, step);
            }
        }
        boolean wide = all / (window.size() - 1) > 0.05 * mean;
        return wide && up > 0.35 * all && farBelow(now, 0.02);
    }

    private boolean overfits(Evidence now) {
        double train = now.train().accuracy();
        double bayes = now.bayes();
        Evidence.Score fresh = now.fresh();
        // However few points it learned and is tested on: it is sure of its mistakes on thousands of new ones.
        boolean sure = fresh.cost() > 2 * now.train().cost() && (train == 1 || fresh.cost() > now.guess());
        if (sure && fresh.accuracy() < Math.min(train, bayes - SHORT)) {
            return true;
        }
        double spread = Math.sqrt(0.25 / now.train().size() + 0.25 / now.test().size());
        boolean behind = now.test().accuracy() < train - 2 * spread;
        boolean overOptimum = train
                > bayes + 2.5 * Math.sqrt(bayes * (1 - bayes) / now.train().size()) + 0.005;
        Evidence best = best();
        boolean testGotWorse = now.test().cost() > 1.15 * best.test().cost() + 0.02 * unit(now)
                && now.train().cost() < 0.97 * best.train().cost();
        return (behind && (overOptimum || testGotWorse)) || (overOptimum && testGotWorse);
    }

    /** Whether it is about as right as it can become. */
    private boolean near(Evidence now) {
        int train = now.train().size();
        int test = now.test().size();
        double right = train * now.train().accuracy()
                + (test == 0 ? 0 : test * now.test().accuracy());
        double goal = Double.isNaN(now.bayes()) ? GOOD_WITHOUT_BAYES : now.bayes();
        if (now.fresh().size() > 0) {
            return now.fresh().accuracy() >= goal - (said.kind() == Kind.SOLVED ? 1.5 : 1) * CLOSE;
        }
        // So far the accuracy of the best boundary itself strays on so few points.
        double deviation = Math.sqrt(goal * (1 - goal) / (train + test));
        // What was called solved is not called unsolved for a point or two.
        double patience = said.kind() == Kind.SOLVED ? 2 : 1;
        return !namesOne(now) && right / (train + test) >= goal - patience * Math.max(0.01, deviation);
    }

    /** Whether the cost still falls by a sizeable amount, and better is possible. What was said to be solved stays so. */
    private boolean isImproving(Evidence now) {
        return said.kind() != Kind.SOLVED
                && now.train().cost() < earlier(now).train().cost() - 0.01 * unit(now)
                && !(now.fresh().accuracy() >= now.bayes() - CLOSE / 4);
    }

    private static boolean farBelow(Evidence now, double distance) {
        double goal = Double.isNaN(now.bayes()) ? GOOD_WITHOUT_BAYES : now.bayes();
        return namesOne(now) || now.train().accuracy() < goal - distance;
    }

    /**
     * Whether the cost stays far from what can be reached, after a time that would have been enough. At that of guessing,
     * a slope that grows shows the way out.
     */
    private boolean flat(Evidence now) {
        double patience =
                Math.min(PATIENCE, PATIENCE_SHARE * now.hyperparameters().iterations());
        Evidence then = earlier(now);
        return now.iteration() >= Math.max(FEW, patience)
                && 3L * then.iteration() <= 2L * now.iteration()
                && farBelow(now, FAR)
                && now.train().cost() >= (1 - FLAT) * then.train().cost()
                && !(guesses(now) && now.gradient() > 1.02 * then.gradient());
    }

    /**
     * What is said of a run whose iterations are made, and which could do better. If its cost has left that of guessing
     * and hardly falls, it has settled; its slope flickers by then.
     */
    private Diagnosis ended(Evidence now) {
        if (now.iteration() < FEW) {
            return Findings.tooShort(now, past.get(0));
        }
        if (isHurried(now)) {
            return Findings.tooSmall(now, Pace.factor(now));
        }
        if (guesses(now)) {
            return Findings.unfinished(
                    now, "The cost is still close to that of guessing. Train more, or take larger steps.");
        }
        return now.train().cost() < (1 - OVER) * earlier(now).train().cost()
                ? Findings.unfinished(
                        now, "The cost was still falling when the run ended. Train more, or take larger steps.")
                : Findings.poorStart(now);
    }

    /** The evidence when a third of the iterations were left; if there is none, that from the beginning. */
    private Evidence earlier(Evidence now) {
        Evidence earlier = past.get(0);
        for (Evidence then : past) {
            if (3L * then.iteration() <= 2L * now.iteration()) {
                earlier = then;
            }
        }
        return earlier;
    }
}
