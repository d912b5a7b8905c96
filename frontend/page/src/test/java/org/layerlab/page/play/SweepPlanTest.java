package org.layerlab.page.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.page.settings.PlaySettings;
import org.layerlab.page.settings.StopRules;

class SweepPlanTest {
    private static PlaySettings settings(String fragment) {
        return PlaySettings.parse(fragment).settings();
    }

    @Test
    void aRowForEachWidthAndAColumnForEachRate() {
        SweepPlan plan = SweepPlan.of(settings("networkShape=3,3&iterations=40"), "0.1, 1", "2; 4", "100");
        assertEquals(2, plan.columns());
        assertEquals(
                List.of(List.of(2, 2), List.of(2, 2), List.of(4, 4), List.of(4, 4)),
                plan.cells().stream().map(cell -> cell.run().hidden()).toList());
        assertEquals(
                List.of(0.1, 1.0, 0.1, 1.0),
                plan.cells().stream().map(cell -> cell.run().learningRate()).toList());
        for (SweepPlan.Cell cell : plan.cells()) {
            assertEquals(100, cell.run().iterations());
            assertEquals(40, cell.whole().iterations(), "what is taken up is as long as the run that was there");
        }
    }

    @Test
    void emptyFieldsKeepWhatIsThere() {
        PlaySettings base = settings("networkShape=7,5&learningRate=0.3");
        SweepPlan plan = SweepPlan.of(base, " ", "", "50");
        assertEquals(1, plan.cells().size());
        assertEquals(List.of(7, 5), plan.cells().get(0).run().hidden());
        assertEquals(0.3, plan.cells().get(0).run().learningRate());
        assertEquals(base, plan.cells().get(0).whole());
    }

    @Test
    void rulesThatEndARunEarlyWaitUntilItIsTakenUp() {
        PlaySettings base = settings("stopCost=0.2&stopPatience=100&stopSeconds=5");
        SweepPlan.Cell cell = SweepPlan.of(base, "0.1", "2", "10").cells().get(0);
        assertEquals(StopRules.NONE, cell.run().stop());
        assertEquals(new StopRules(0.2, 100, 5), cell.whole().stop());
    }

    @Test
    void logisticRegressionIsSweptWithOneLayer() {
        SweepPlan plan = SweepPlan.of(settings("networkShape="), "", "4", "10");
        assertEquals(List.of(4), plan.cells().get(0).run().hidden());
    }

    @ParameterizedTest
    @CsvSource({
        "'0.1, nonsense', 2, 10, 'learning rate ''nonsense'' is not a number'",
        "0.1, 600, 10, a hidden layer of 600 units",
        "0.1, 2, 0, iterations 0 is not between",
        "0.1, 2, '', iterations is empty",
        "'1,2,3,4,5,6,7', '1,2,3,4,5,6,7', 10, 7 rates × 7 widths = 49 runs; at most 48 are allowed",
    })
    void whatCannotBeIsNamed(String rates, String widths, String iterations, String why) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> SweepPlan.of(PlaySettings.DEFAULT, rates, widths, iterations));
        assertTrue(String.valueOf(e.getMessage()).startsWith(why), e.getMessage());
    }

    @Test
    void fortyEightRunsAreAllowed() {
        assertEquals(
                48,
                SweepPlan.of(PlaySettings.DEFAULT, "1,2,3,4,5,6,7,8", "1,2,3,4,5,6", "1")
                        .cells()
                        .size());
    }
}
