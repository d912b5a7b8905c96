package org.layerlab.backend.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.training.PointsSettings;

class ResultsTest {
    private static Search search(String axis, List<Long> seeds, @Nullable Halving halving, long whole) {
        return new Search(
                "circles",
                Map.of(),
                List.of(Axis.parse(axis, PointsSettings.ALL)),
                seeds,
                null,
                halving,
                "iterations",
                whole,
                List.of());
    }

    private static Measured with(double score, double cost) {
        return Measured.of(10, new Figure(score, cost, 100), new Figure(score, cost, 100), null);
    }

    /** Makes all runs, each round in an order of its own. */
    private static void make(Results results, ToDoubleFunction<Trial> score, long order) {
        for (List<Trial> next = results.next(); !next.isEmpty(); next = results.next()) {
            List<Trial> some = new ArrayList<>(next);
            Collections.shuffle(some, new Random(order));
            for (Trial trial : some) {
                double one = score.applyAsDouble(trial);
                // NaN stands for a run that diverged, whose cost is NaN too.
                results.add(trial.key(), with(one, Double.isNaN(one) ? one : 1));
            }
        }
    }

    private static List<Integer> order(Results results) {
        return results.standings().stream().map(Standing::combination).toList();
    }

    @Test
    void theMeanOverSeedsRanksThenTheCostThenTheOrder() {
        Results results = new Results(search("l2=0,1,2,3,4", List.of(1L, 2L), null, 10), false);
        double[][] scores = {{0.9, 0.9}, {1, 0.7}, {0.9, 0.9}, {0.9, 0.9}, {0.2, 0.2}};
        double[] costs = {0.5, 0.1, 0.4, 0.4, 0};
        for (int i = 0; i < 5; i++) {
            for (int seed = 1; seed <= 2; seed++) {
                results.add(new Trial.Key(0, i, seed), with(scores[i][seed - 1], costs[i]));
            }
        }
        assertEquals(List.of(2, 3, 0, 1, 4), order(results));
    }

    @Test
    void whatDivergedWithOneSeedIsBehindAllThatDidNot() {
        Results results = new Results(search("l2=0,1", List.of(1L, 2L), null, 10), false);
        results.add(new Trial.Key(0, 0, 1), with(1, 0));
        results.add(new Trial.Key(0, 0, 2), with(1, Double.POSITIVE_INFINITY));
        results.add(new Trial.Key(0, 1, 1), with(0.5, 1));
        results.add(new Trial.Key(0, 1, 2), with(0.5, 1));
        assertEquals(List.of(1, 0), order(results));
        assertTrue(results.standings().get(1).diverged());
        assertFalse(results.standings().get(0).diverged());
    }

    @Test
    void anR2ThatIsNotDefinedIsBehindAllThatAreAndTheCostDecides() {
        Results results = new Results(search("l2=0,1,2,3,4", List.of(1L), null, 10), true);
        double[] scores = {Double.NaN, Double.NEGATIVE_INFINITY, -7, Double.NaN, 1};
        double[] costs = {0.5, 0.4, 9, 0.3, Double.NaN};
        for (int i = 0; i < scores.length; i++) {
            results.add(new Trial.Key(0, i, 1), with(scores[i], costs[i]));
        }
        assertEquals(List.of(2, 3, 1, 0, 4), order(results));
        assertTrue(results.standings().get(4).diverged());
        assertFalse(results.standings().get(3).diverged());
    }

    @Test
    void theOrderInWhichRunsEndIsOfNoConsequence() {
        Search search = search("l2=0,1,2,3,4,5,6,7,8", List.of(1L, 2L), new Halving(3), 900);
        List<Standing> first = null;
        for (int order = 0; order < 5; order++) {
            Results results = new Results(search, false);
            make(results, trial -> (trial.combination() * 7 % 9) / 10.0 + trial.seed() / 100.0, order);
            first = first == null ? results.standings() : first;
            assertEquals(first, results.standings());
            assertEquals(results.total(), results.count());
        }
    }

    @Test
    void halvingGivesLongerRunsToTheBestOfEachRound() {
        Search search = search("l2=0,1,2,3,4,5,6,7,8", List.of(1L), new Halving(3), 900);
        assertEquals(
                List.of(new Halving.Rung(9, 100), new Halving.Rung(3, 300), new Halving.Rung(1, 900)), search.rungs(9));
        Results results = new Results(search, false);
        assertEquals(13, results.total());
        // The best after short runs is not the best after longer ones.
        make(results, trial -> (trial.rung() == 0 ? trial.combination() : 9 - trial.combination()) / 10.0, 1);
        assertEquals(List.of(6, 7, 8, 5, 4, 3, 2, 1, 0), order(results));
        assertEquals("900", results.trial(6, 2, 1).settings().get("iterations"));
    }

    @Test
    void theBestOfARoundIsBestIfAllOfTheNextDiverge() {
        Results results = new Results(search("l2=0,1,2", List.of(1L), new Halving(3), 900), false);
        make(results, trial -> trial.rung() == 1 ? Double.NaN : trial.combination() / 10.0, 1);
        assertEquals(List.of(1, 0, 2), order(results));
        assertTrue(results.standings().get(2).diverged());
        assertEquals(results.standings().get(0), results.best());
    }

    @Test
    void halvingStopsShorteningAtOneIteration() {
        assertEquals(
                List.of(new Halving.Rung(100, 1), new Halving.Rung(50, 2), new Halving.Rung(25, 5)),
                new Halving(2).rungs(100, 5));
        assertEquals(List.of(new Halving.Rung(2, 5)), new Halving(3).rungs(2, 5));
        assertEquals("eta is 1; it must be 2 to 10", message(() -> new Halving(1)));
        assertTrue(message(() -> Halving.parse("eta=x")).contains("--halving eta=x is not eta=N"));
    }

    @Test
    void tooManyTrialsAreRefusedBeforeTheyAreMade() {
        List<Axis> axes = new ArrayList<>();
        for (String key : List.of("learningRate", "l1", "l2", "momentum", "dropout", "iterations", "batchSize")) {
            String tens = key.equals("iterations") || key.equals("batchSize")
                    ? "1,2,3,4,5,6,7,8,9,10"
                    : "0.01,0.02,0.03,0.04,0.05,0.06,0.07,0.08,0.09,0.1";
            axes.add(Axis.parse(key + "=" + tens, PointsSettings.ALL));
        }
        String message = message(
                () -> new Search("circles", Map.of(), axes, List.of(1L, 2L), null, null, "iterations", 1, List.of()));
        assertEquals("10000000 combinations × 2 seeds are 20000000 trials; at most 10000 are allowed", message);
    }

    @Test
    void theIntervalIsStudentsOrWilsonsWhicheverReachesFarther() {
        // scipy.stats.t.interval(0.95, 2, 0.92, scipy.stats.sem([0.9, 0.95, 0.91]))
        Spread three = Spread.of(List.of(figure(0.9), figure(0.95), figure(0.91)), false);
        assertEquals(0.92, three.mean(), 1e-12);
        assertEquals(0.854276, three.low(), 1e-5);
        assertEquals(0.985724, three.high(), 1e-5);
        // statsmodels: proportion_confint(90, 100, method="wilson")
        Spread one = Spread.of(List.of(figure(0.9)), false);
        assertEquals(0.825634, one.low(), 1e-6);
        assertEquals(0.944771, one.high(), 1e-6);
        // statsmodels: proportion_confint(200, 200, method="wilson")
        Spread equal = Spread.of(List.of(figure(1), figure(1)), false);
        assertEquals(0.981155, equal.low(), 1e-6);
        assertEquals(1, equal.high());
        assertTrue(Double.isNaN(Spread.of(List.of(figure(0.9)), true).low()));
        assertTrue(
                Double.isNaN(Spread.of(List.of(figure(0.9), figure(0.9)), true).low()));
        assertEquals(0.9, Spread.of(List.of(figure(0.89), figure(0.91)), true).mean(), 1e-12);
    }

    private static Figure figure(double score) {
        return new Figure(score, 1, 100);
    }

    private static String message(org.junit.jupiter.api.function.Executable refused) {
        String message = assertThrows(IllegalArgumentException.class, refused).getMessage();
        assertNotNull(message);
        return message;
    }
}
