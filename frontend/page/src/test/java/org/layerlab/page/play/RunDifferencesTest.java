package org.layerlab.page.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.page.play.RunDifferences.Row;
import org.layerlab.page.settings.PlaySettings;

class RunDifferencesTest {
    private static RunResult run(String settings, int iteration) {
        return new RunResult(PlaySettings.parse(settings).settings(), iteration, 0.25, 0.9, Double.NaN, List.of());
    }

    private static List<String> labels(List<Row> rows) {
        return rows.stream().map(Row::label).toList();
    }

    @Test
    void equalSettingsAreNotListed() {
        List<Row> rows = RunDifferences.of(List.of(run("", 100), run("", 12_345)));
        assertEquals(List.of("Iteration", "Cost", "Training accuracy (%)", "Test accuracy (%)"), labels(rows));
        assertEquals(List.of("100", "12,345"), rows.get(0).values());
        assertEquals(List.of("0.250000", "0.250000"), rows.get(1).values());
        assertEquals(List.of("90.0", "90.0"), rows.get(2).values());
        assertEquals(List.of("–", "–"), rows.get(3).values());
    }

    @Test
    void beforeTheFirstIterationThereIsNoCost() {
        RunResult fresh = new RunResult(PlaySettings.parse("").settings(), 0, Double.NaN, 0.5, 0.5, List.of());
        assertEquals(
                List.of("–", "0.250000"),
                RunDifferences.of(List.of(fresh, run("", 1))).get(1).values());
    }

    @Test
    void whatDiffersInOneOfThemIsListedForAll() {
        List<Row> rows = RunDifferences.of(
                List.of(run("learningRate=0.5", 1), run("learningRate=0.5", 1), run("networkShape=", 1)));
        assertEquals(new Row("Hidden layers", List.of("10", "10", "none")), rows.get(0));
        assertEquals(new Row("Learning rate", List.of("0.5", "0.5", "0.2")), rows.get(1));
        assertEquals(6, rows.size());
    }

    @Test
    void valuesHaveTheNamesThatTheMenusGiveThem() {
        List<Row> rows = RunDifferences.of(List.of(
                run("optimizer=sgd&activation=relu", 1),
                run("optimizer=adam&networkShape=4,4&activation=tanh,relu", 1)));
        assertTrue(rows.contains(new Row("Optimizer", List.of("Gradient descent", "Adam"))), rows.toString());
        assertTrue(rows.contains(new Row("Activation", List.of("ReLU", "Tanh, ReLU"))), rows.toString());
    }

    @Test
    void plannedIterationsAreListedWhereARunHasNotMadeThem() {
        List<String> finished = labels(RunDifferences.of(List.of(run("iterations=20", 20), run("iterations=30", 30))));
        assertEquals("Iteration", finished.get(0));
        List<String> stopped = labels(RunDifferences.of(List.of(run("iterations=20", 20), run("iterations=30", 7))));
        assertEquals(List.of("Iterations", "Iteration"), stopped.subList(0, 2));
    }

    @Test
    void howARunIsShownDoesNotCount() {
        List<Row> rows = RunDifferences.of(List.of(run("", 1), run("showTestData=true&discretize=true", 1)));
        assertEquals(4, rows.size());
    }

    @Test
    void pointsOfOnesOwnAreCompared() {
        CustomPoints one = CustomPoints.NONE.with(1, 1, 0);
        List<Row> rows = RunDifferences.of(List.of(
                run("dataset=custom&points=" + one.encode(), 1),
                run("dataset=custom&points=" + one.with(2, 2, 1).encode(), 1)));
        assertTrue(labels(rows).contains("Points"), rows.toString());
    }

    @Test
    void whatWasChangedDuringARunIsListed() {
        RunResult changed = run("", 1).with(List.of(), new RunChanges(true, 1, 2));
        RunResult uncounted = run("", 1).with(List.of(), new RunChanges(true, 0, 0));
        List<Row> rows = RunDifferences.of(List.of(run("", 1), changed, uncounted));
        assertEquals(
                new Row("Changes during the run", List.of("none", "1 to settings, 2 to weights", "yes")), rows.get(0));
        assertEquals(5, rows.size());
    }

    @Test
    void oneRunAloneHasItsFigures() {
        assertEquals(4, RunDifferences.of(List.of(run("dataset=spiral", 0))).size());
    }
}
