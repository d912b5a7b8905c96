package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chart of a run: accuracies beside the cost, and marks where something was changed. */
class RunChartIT extends InPlayground {
    @Test
    void accuraciesAreShownAndAMarkSaysWhatWasChangedWhere() {
        PlaygroundPage page = open("networkShape=4&learningRate=0.1&iterations=400&dataset=blobs&classCount=3");
        browser.click("step");
        page.awaitIteration(1);
        browser.click("accuracy-curves");
        browser.type("learning-rate", "0.5");
        browser.await("the change is marked", () -> marks().equals(List.of("Iteration 1: Learning rate: 0.1 → 0.5")));
        page.play();
        browser.await(
                "the run ends", () -> page.iteration() == 400 && browser.state().equals("ready"));
        assertTrue(label().endsWith(" % to " + browser.text("test-accuracy") + " %"), label());

        // On the way back and forth, curves and marks stay; from there on, the new rate holds.
        browser.scrub("timeline", 201);
        browser.await("the moment is there", () -> page.iteration() == 201);
        browser.type("learning-rate", "0.25");
        browser.await(
                "the change is marked",
                () -> marks().equals(List.of(
                        "Iteration 1: Learning rate: 0.1 → 0.5", "Iteration 201: Learning rate: 0.5 → 0.25")));
        browser.scrub("timeline", 1);
        browser.await("the moment is there", () -> page.iteration() == 1);
        page.play();
        browser.await(
                "the run ends", () -> page.iteration() == 400 && browser.state().equals("ready"));
        assertEquals(List.of("Iteration 1: Learning rate: 0.1 → 0.5; Iteration 1: Learning rate: 0.5 → 0.25"), marks());
        browser.click("accuracy-curves");
        assertFalse(label().contains("%"), label());
        browser.click("reset");
        browser.await("another run has no marks", () -> marks().isEmpty());
    }

    @Test
    void infiniteTestCostRunsAlongTheUpperEdge() {
        PlaygroundPage page = open("networkShape=8&learningRate=500&iterations=200&dataset=moons&precision=float32");
        page.play();
        browser.await("it stands", () -> page.iteration() > 0 && browser.state().equals("ready"));
        browser.await("it is said", () -> label().contains("∞"));
        browser.click("reset");
        browser.await("nothing is said of it any more", () -> label().equals("Cost by iteration"));
        assertEquals("", browser.element("cost-chart").getDomProperty("title"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 4e-9",
        "0, 0.7",
        "0.5, 0.5003",
        "1.791759469, 1.791759470",
        "100, 7000000",
        "0, 3e30",
        "-2e305, 1e306"
    })
    void theVerticalAxisHasNumbersInAscendingOrder(double from, double to) {
        PlaygroundPage page = open("networkShape=4&iterations=20");
        page.play();
        browser.await(
                "the chart is there", () -> !browser.all("#cost-chart canvas").isEmpty());
        String numbers = browser.asyncText("""
                const element = document.getElementById("panel-network");
                const plot = LayerLab.chart.lines(element, "#000", "#000", NaN, NaN, "", 40, false);
                plot.addSeries({ scale: "y" });
                plot.setData([[0, 1], [%s, %s]]);
                setTimeout(() => done(plot.axes[1]._values.join(" ")), 100);""".formatted(from, to));
        double[] values =
                Stream.of(numbers.split(" ")).mapToDouble(Double::parseDouble).toArray();
        assertTrue(values.length >= 2, numbers);
        double room = Math.max((to - from) / 2, 1e-4 * Math.abs(to));
        for (int i = 0; i < values.length; i++) {
            assertTrue(i == 0 || values[i - 1] < values[i], numbers);
            assertTrue(values[i] >= from - room && values[i] <= to + room, numbers);
        }
    }

    private String label() {
        return String.valueOf(browser.element("cost-chart").getDomAttribute("aria-label"));
    }

    private List<String> marks() {
        return browser.all("#cost-marks button:not([hidden])").stream()
                .map(mark -> String.valueOf(mark.getDomProperty("title")))
                .toList();
    }
}
