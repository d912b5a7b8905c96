package org.layerlab.backend.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.training.LearningSettings;

/**
 * What is known of a search's runs, and what follows: which runs are next, and how the combinations rank. This depends
 * only on the results, not on the order in which they arrive.
 */
public final class Results {
    private final Search search;
    private final boolean regression;
    private final List<Map<String, String>> combinations;
    private final List<Halving.Rung> rungs;
    private final Map<Trial.Key, Measured> done = new HashMap<>();

    /**
     * Nothing known yet.
     *
     * @param regression whether scores are R²
     */
    public Results(Search search, boolean regression) {
        this.search = search;
        this.regression = regression;
        combinations = search.combinations();
        rungs = search.rungs(combinations.size());
        if (total() > Search.MOST_TRIALS) {
            throw new IllegalArgumentException(
                    "the rounds have " + total() + " trials; at most " + Search.MOST_TRIALS + " are allowed");
        }
    }

    /** What is searched. */
    public Search search() {
        return search;
    }

    /** Whether scores are R². */
    public boolean regression() {
        return regression;
    }

    /** The values of each combination, by its index. */
    public List<Map<String, String>> combinations() {
        return combinations;
    }

    /** How many runs the search has. */
    public int total() {
        int total = 0;
        for (Halving.Rung rung : rungs) {
            total += rung.combinations() * search.seeds().size();
        }
        return total;
    }

    /** How many of them are done. */
    public int count() {
        return done.size();
    }

    /** Records the outcome of a run. */
    public void add(Trial.Key key, Measured measured) {
        done.put(key, measured);
    }

    /** Whether the search can have this run. */
    public boolean has(Trial.Key key) {
        return key.rung() >= 0
                && key.rung() < rungs.size()
                && key.combination() >= 0
                && key.combination() < combinations.size()
                && search.seeds().contains(key.seed());
    }

    /** The outcome of a run, or null. */
    public @Nullable Measured get(Trial.Key key) {
        return done.get(key);
    }

    /** The run of a combination in a round with a seed. */
    public Trial trial(int combination, int rung, long seed) {
        Map<String, String> settings = new LinkedHashMap<>(search.given());
        settings.putAll(combinations.get(combination));
        if (search.halving() != null) {
            settings.put(search.length(), String.valueOf(rungs.get(rung).length()));
        }
        settings.put(LearningSettings.SEED.key(), String.valueOf(seed));
        return new Trial(combination, rung, seed, settings);
    }

    /** The runs that can be made now; empty when all are done. */
    public List<Trial> next() {
        List<Trial> open = new ArrayList<>();
        for (int rung = 0; rung < rungs.size() && open.isEmpty(); rung++) {
            for (int combination : taking(rung)) {
                for (long seed : search.seeds()) {
                    Trial trial = trial(combination, rung, seed);
                    if (!done.containsKey(trial.key())) {
                        open.add(trial);
                    }
                }
            }
        }
        return open;
    }

    /** The combinations of a round: all in the first, the best of the previous round in the others. */
    private List<Integer> taking(int rung) {
        List<Integer> taking = new ArrayList<>();
        if (rung == 0) {
            for (int i = 0; i < combinations.size(); i++) {
                taking.add(i);
            }
            return taking;
        }
        for (Standing standing : standings(rung - 1)) {
            if (taking.size() < rungs.get(rung).combinations()) {
                taking.add(standing.combination());
            }
        }
        return taking;
    }

    /** The combinations that took part in a round as it left them, best first. */
    private List<Standing> standings(int rung) {
        List<Standing> standings = new ArrayList<>();
        for (int combination : taking(rung)) {
            standings.add(standing(combination, rung));
        }
        standings.sort(Standing.BEST_FIRST);
        return standings;
    }

    /** All combinations, each in the last round that began for it, best first. */
    public List<Standing> standings() {
        Map<Integer, Integer> last = new HashMap<>();
        for (Trial.Key key : done.keySet()) {
            last.merge(key.combination(), key.rung(), Math::max);
        }
        List<Standing> standings = new ArrayList<>();
        for (int i = 0; i < combinations.size(); i++) {
            standings.add(standing(i, last.getOrDefault(i, 0)));
        }
        standings.sort(Standing.BEST_FIRST);
        return standings;
    }

    /** The best of those whose last round is complete and did not diverge; null where there is none yet. */
    public @Nullable Standing best() {
        for (Standing standing : standings()) {
            if (standing.spread() != null) {
                return standing;
            }
        }
        return null;
    }

    private Standing standing(int combination, int rung) {
        List<Measured> trials = new ArrayList<>();
        List<Figure> figures = new ArrayList<>();
        double cost = 0;
        for (long seed : search.seeds()) {
            Measured measured = done.get(new Trial.Key(rung, combination, seed));
            if (measured != null) {
                trials.add(measured);
                Figure validation = measured.validation();
                if (validation != null) {
                    figures.add(validation);
                    cost += validation.cost();
                }
            }
        }
        boolean complete = trials.size() == search.seeds().size();
        boolean all = figures.size() == search.seeds().size();
        return new Standing(
                combination,
                combinations.get(combination),
                rung,
                trials,
                complete,
                all ? Spread.of(figures, regression) : null,
                all ? cost / figures.size() : Double.NaN);
    }

    /** The spread of figures on the test part, one for each seed. */
    public Spread spread(List<Figure> figures) {
        return Spread.of(figures, regression);
    }
}
