package org.layerlab.page.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.eclipsesource.json.Json;
import org.junit.jupiter.api.Test;

class RunTest {
    private static Run run(String json) {
        return Run.of(Json.parse(json).asObject());
    }

    @Test
    void whoHasNotStartedHasNoFigures() {
        assertEquals("Not started yet", Run.NONE.line());
        assertEquals("", Run.NONE.layersLine());
    }

    @Test
    void beforeTheFirstIterationThereIsNoCost() {
        Run ready = run("{\"iteration\": 0, \"train\": 0.5, \"test\": 0.512, \"shape\": \"4,2\"}");
        assertEquals("Iteration 0 · cost – · 51.2 %", ready.line());
        assertEquals("Hidden layers: 4·2", ready.layersLine());
    }

    @Test
    void aRunIsToldByIterationCostAndTestAccuracy() {
        Run run = run("{\"iteration\": 1200, \"cost\": 0.25, \"train\": 1, \"test\": 0.9, \"shape\": \"4\"}");
        assertEquals("Iteration 1,200 · cost 0.2500 · 90.0 %", run.line());
        assertEquals("Hidden layers: 4", run.layersLine());
    }

    @Test
    void aScoreBelowZeroIsThatOfARegression() {
        Run run = run("{\"iteration\": 10, \"cost\": 2, \"train\": 0.1, \"test\": -3.4, \"shape\": \"4\"}");
        assertEquals("Iteration 10 · cost 2.0000 · R² < 0", run.line());
        assertEquals("0.0 %", Run.percent(0));
        assertEquals("– %", Run.percent(Double.NaN));
    }

    @Test
    void aDotIsBetweenTheEndsOfItsStrip() {
        assertEquals("0.000", ClassSummary.at(-3.4));
        assertEquals("0.512", ClassSummary.at(0.512));
        assertEquals("1.000", ClassSummary.at(1));
    }
}
