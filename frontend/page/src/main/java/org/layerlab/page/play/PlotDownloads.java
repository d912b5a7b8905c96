package org.layerlab.page.play;

import java.util.List;
import java.util.function.Supplier;
import org.layerlab.network.data.PointsCsv;
import org.layerlab.network.training.CostPoint;
import org.layerlab.page.browser.Clipboard;
import org.layerlab.page.browser.Color;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Download;
import org.layerlab.page.browser.EmbedSnippet;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.parts.BoundaryCanvas;
import org.layerlab.page.parts.CostChart;
import org.layerlab.page.settings.PlaySettings;
import org.layerlab.page.settings.RunBeginning;

/** The plot, the curve and the points as files, and the run as a program. */
final class PlotDownloads {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 360;
    private static final int LEFT = 64;
    private static final int BOTTOM = 36;
    private static final int EDGE = 16;
    private static final int LINES = 5;

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
        Dom.on("export-plot", "click", event -> Download.picture("boundary.png", plane.element(), ground()));
        Dom.on("export-plot-svg", "click", event -> Download.text("boundary.svg", "image/svg+xml", plane.svg()));
        Dom.on(
                "export-curve-png",
                "click",
                event -> chart.picture(canvas -> Download.picture("cost.png", canvas, ground())));
        Dom.on("export-curve", "click", event -> Download.text("cost.svg", "image/svg+xml", svg(costs())));
        Dom.on("export-costs", "click", event -> {
            boolean numbers = present.get().settings().dataset().isRegression();
            Download.text("costs.csv", "text/csv", chart.run().csv(numbers ? "r2" : "accuracy"));
        });
        Dom.on("export-points", "click", event -> Download.text("points.csv", "text/csv", points()));
    }

    private List<CostPoint> costs() {
        return present.get().costs();
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

    /** The curve as a drawing of its own, black on white. */
    static String svg(List<CostPoint> costs) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double last = 1;
        for (CostPoint point : costs) {
            if (Double.isFinite(point.cost())) {
                low = Math.min(low, point.cost());
                high = Math.max(high, point.cost());
            }
            last = Math.max(last, point.iteration());
        }
        if (!(high > low)) {
            low = Double.isFinite(low) ? low - 0.5 : 0;
            high = low + 1;
        }
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
                .append(WIDTH)
                .append("\" height=\"")
                .append(HEIGHT)
                .append("\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(HEIGHT)
                .append("\" font-family=\"monospace\" font-size=\"12\"><title>Cost against iterations</title>"
                        + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
        lines(svg, low, high, last);
        svg.append("<path fill=\"none\" stroke=\"#0f62b5\" stroke-width=\"2\" d=\"");
        boolean drawing = false;
        for (CostPoint point : costs) {
            if (Double.isFinite(point.cost())) {
                svg.append(drawing ? 'L' : 'M')
                        .append(NumberFormat.decimals(across(point.iteration(), last), 1))
                        .append(' ')
                        .append(NumberFormat.decimals(down(point.cost(), low, high), 1));
            }
            drawing = Double.isFinite(point.cost());
        }
        return svg.append("\"/></svg>\n").toString();
    }

    /** The lines of the grid with their numbers. */
    private static void lines(StringBuilder svg, double low, double high, double last) {
        for (int i = 0; i < LINES; i++) {
            double cost = low + (high - low) * i / (LINES - 1);
            double iteration = last * i / (LINES - 1);
            String y = NumberFormat.decimals(down(cost, low, high), 1);
            svg.append("<path d=\"M")
                    .append(LEFT)
                    .append(' ')
                    .append(y)
                    .append('H')
                    .append(WIDTH - EDGE)
                    .append("\" stroke=\"#ddd\"/><text x=\"")
                    .append(LEFT - 8)
                    .append("\" y=\"")
                    .append(y)
                    .append("\" text-anchor=\"end\" dominant-baseline=\"middle\">")
                    .append(NumberFormat.decimals(cost, 4))
                    .append("</text><text x=\"")
                    .append(NumberFormat.decimals(across(iteration, last), 1))
                    .append("\" y=\"")
                    .append(HEIGHT - EDGE)
                    .append("\" text-anchor=\"")
                    .append(i == LINES - 1 ? "end" : "middle")
                    .append("\">")
                    .append(Math.round(iteration))
                    .append("</text>");
        }
    }

    private static double across(double iteration, double last) {
        return LEFT + iteration / last * (WIDTH - LEFT - EDGE);
    }

    private static double down(double cost, double low, double high) {
        return EDGE + (high - cost) / (high - low) * (HEIGHT - EDGE - BOTTOM);
    }
}
