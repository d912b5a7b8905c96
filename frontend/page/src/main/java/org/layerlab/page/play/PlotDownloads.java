package org.layerlab.page.play;

import java.util.function.Supplier;
import org.layerlab.network.data.PointsCsv;
import org.layerlab.page.browser.Clipboard;
import org.layerlab.page.browser.Color;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Download;
import org.layerlab.page.browser.EmbedSnippet;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.Status;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.parts.BoundaryCanvas;
import org.layerlab.page.parts.CostChart;
import org.layerlab.page.settings.PlaySettings;
import org.layerlab.page.settings.RunBeginning;

/** The plot, the curve and the points as files, and the run as a program. */
final class PlotDownloads {
    private final Supplier<RunResult> present;

    /**
     * Of the present run.
     *
     * @param worker is asked for the run's card
     */
    PlotDownloads(BoundaryCanvas plane, CostChart chart, Supplier<RunResult> present, Asker worker, Status status) {
        this.present = present;
        Dom.on(
                "copy-numpy",
                "click",
                event -> worker.ask(
                        RunMessages.card(),
                        card -> Http.postJson(
                                "/api/run.py",
                                card.getText(),
                                script -> Clipboard.copy(script, Dom.byId("copy-numpy")),
                                status::say)));
        Dom.on(
                "copy-embed",
                "click",
                event -> Clipboard.copy(
                        EmbedSnippet.playground(present.get().settings().fragment()), Dom.byId("copy-embed")));
        Dom.on(
                "export-plot",
                "click",
                event -> plane.picture(canvas -> Download.picture("boundary.png", canvas, ground(), status::say)));
        Dom.on("export-plot-svg", "click", event -> Download.text("boundary.svg", "image/svg+xml", plane.svg()));
        Dom.on(
                "export-curve-png",
                "click",
                event -> Download.drawn("cost.png", chart.svg(numbers(), false), status::say));
        Dom.on(
                "export-curve",
                "click",
                event -> Download.text("cost.svg", "image/svg+xml", chart.svg(numbers(), true)));
        Dom.on(
                "export-costs",
                "click",
                event -> Download.text("costs.csv", "text/csv", chart.run().csv(numbers() ? "r2" : "accuracy")));
        Dom.on("export-points", "click", event -> Download.text("points.csv", "text/csv", points()));
    }

    private boolean numbers() {
        return present.get().settings().dataset().isRegression();
    }

    private static String ground() {
        return Color.of("--card").css();
    }

    private String points() {
        PlaySettings settings = present.get().settings();
        return settings.points().size() > 0
                ? PointsCsv.write(settings.points())
                : PointsCsv.write(RunBeginning.train(settings));
    }
}
