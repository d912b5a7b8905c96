package org.layerlab.page.parts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunCurvesTest {
    private static final double NONE = Double.NaN;

    private final RunCurves curves = new RunCurves();

    private static List<List<Double>> lists(List<double[]> points) {
        List<List<Double>> lists = new ArrayList<>();
        for (double[] point : points) {
            lists.add(List.of(point[0], point[1]));
        }
        return lists;
    }

    @Test
    void whatIsMeasuredStandsInTheOrderOfTheIterations() {
        curves.measured(0, 0.7, 0.5, 0.4);
        curves.measured(300, 0.3, 0.9, 0.8);
        // A person drags the timeline back, and on again.
        curves.measured(100, 0.5, 0.7, 0.6);
        curves.measured(300, 0.25, 0.95, 0.85);
        assertEquals(
                List.of(List.of(0.0, 50.0), List.of(100.0, 70.0), List.of(300.0, 95.0)),
                lists(curves.accuracies(false)));
        assertEquals(
                List.of(List.of(0.0, 40.0), List.of(100.0, 60.0), List.of(300.0, 85.0)),
                lists(curves.accuracies(true)));
        assertEquals(List.of(List.of(0.0, 0.7), List.of(100.0, 0.5), List.of(300.0, 0.25)), lists(curves.testCosts()));
    }

    @Test
    void withoutTestPointsThereAreNoCurvesOfThem() {
        curves.measured(0, NONE, 0.5, NONE);
        assertEquals(List.of(), curves.testCosts());
        assertEquals(List.of(), curves.accuracies(true));
        assertEquals(1, curves.accuracies(false).size());
    }

    @Test
    void infiniteTestCostIsKept() {
        curves.measured(10, Double.POSITIVE_INFINITY, 1, 0.9);
        assertEquals(List.of(List.of(10.0, Double.POSITIVE_INFINITY)), lists(curves.testCosts()));
    }

    @Test
    void longRunKeepsItsFirstAndLastMeasurementAndNotAllBetween() {
        int count = 3 * RunCurves.MOST_MEASURED;
        for (int i = 0; i < count; i++) {
            curves.measured(i, 0.5, 0.5, 0.5);
        }
        List<double[]> points = curves.accuracies(true);
        assertTrue(points.size() <= RunCurves.MOST_MEASURED && points.size() > RunCurves.MOST_MEASURED / 4);
        assertArrayEquals(new double[] {0, 50}, points.get(0));
        assertArrayEquals(new double[] {count - 1, 50}, points.get(points.size() - 1));
    }

    @Test
    void afterACutSettingsStayInForceAndWeightsAreForgotten() {
        curves.cost(0, 0.7);
        curves.cost(100, 0.6);
        curves.cost(200, 0.5);
        curves.measured(200, 0.5, 0.5, 0.5);
        curves.changed(new RunCurves.Change(50, "a", false));
        curves.changed(new RunCurves.Change(150, "b", true));
        curves.changed(new RunCurves.Change(200, "c", false));
        curves.cut(100);
        assertEquals(List.of(List.of(0.0, 0.7)), lists(curves.costs()));
        assertEquals(List.of(), curves.testCosts());
        assertEquals(
                List.of(new RunCurves.Change(50, "a", false), new RunCurves.Change(100, "c", false)), curves.changes());
    }

    @Test
    void tableHasALineForEachIteration() {
        curves.cost(0, 0.75);
        curves.cost(100, 0.5);
        curves.measured(0, 0.8, 0.5, 0.25);
        curves.measured(40, NONE, 0.625, NONE);
        curves.changed(new RunCurves.Change(40, "Learning rate: 0.2 → 0.5", false));
        curves.changed(new RunCurves.Change(40, "say \"a\"", false));
        curves.changed(new RunCurves.Change(120, "x", false));
        assertEquals("""
                iteration,cost,test_cost,train_accuracy,test_accuracy,changed
                0,0.75,0.8,0.5,0.25,
                40,,,0.625,,"Learning rate: 0.2 → 0.5; say ""a""\"
                100,0.5,,,,
                120,,,,,"x"
                """, curves.csv("accuracy"));
    }

    @Test
    void runThatBeginsAgainHasNothing() {
        curves.cost(0, 0.75);
        curves.measured(0, 0.8, 0.5, 0.25);
        curves.changed(new RunCurves.Change(40, "x", false));
        curves.clear();
        assertEquals("iteration,cost,test_cost,train_r2,test_r2,changed\n", curves.csv("r2"));
    }

    @Test
    void settingsThatWereChangedAreNoEdits() {
        RunCurves curves = new RunCurves();
        curves.changed(new RunCurves.Change(10, "rate", false));
        curves.changed(new RunCurves.Change(20, "weight", true));
        assertFalse(curves.isEditedAt(10));
        assertTrue(curves.isEditedAt(20));
        curves.cut(19);
        assertFalse(curves.isEditedAt(20));
    }
}
