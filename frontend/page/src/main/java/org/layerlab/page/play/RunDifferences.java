package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.data.Points;
import org.layerlab.network.training.CostPoint;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.settings.PlayRow;
import org.layerlab.page.settings.PlayRows;

/** What differs between runs, and what each has reached: the rows of a table with a column for each run. */
final class RunDifferences {
    /**
     * One row.
     *
     * @param label what is compared
     * @param values of each run
     */
    record Row(String label, List<String> values) {
        Row {
            values = List.copyOf(values);
        }
    }

    /** What one run says. */
    private interface Figure {
        String of(RunResult run);
    }

    private final List<RunResult> runs;
    private final List<Row> rows = new ArrayList<>();

    private RunDifferences(List<RunResult> runs) {
        this.runs = runs;
    }

    /**
     * Settings that are not the same in all of these runs, what was changed as they went, then iteration, cost and
     * accuracies of each.
     */
    static List<Row> of(List<RunResult> runs) {
        RunDifferences table = new RunDifferences(runs);
        boolean finished = true;
        for (RunResult run : runs) {
            finished &= run.iteration() == run.settings().iterations();
        }
        for (PlayRow<?> row : PlayRows.ALL) {
            // Of finished runs, the number that was planned would stand there twice.
            if (!row.onlySeen() && !(finished && row == PlayRows.ITERATIONS)) {
                table.addDiffering(
                        Texts.said(row.setting().label()),
                        run -> orNone(Texts.names(run.settings().shown(row))));
            }
        }
        table.addDiffering(Texts.of("Points"), RunDifferences::points);
        for (RunResult run : runs) {
            if (run.changes().any()) {
                table.add(
                        Texts.of("Changes during the run"),
                        each -> each.changes().told());
                break;
            }
        }
        table.add(Texts.of("Iteration"), run -> NumberFormat.grouped(run.iteration()));
        table.add(Texts.of("Cost"), run -> run.iteration() == 0 ? "–" : CostPoint.sixDecimals(run.cost()));
        boolean numbers = runs.get(0).settings().dataset().isRegression();
        table.add(
                numbers ? Texts.of("Training R² (%)") : Texts.of("Training accuracy (%)"),
                run -> NumberFormat.percent(run.train()));
        table.add(
                numbers ? Texts.of("Test R² (%)") : Texts.of("Test accuracy (%)"),
                run -> NumberFormat.percent(run.test()));
        return table.rows;
    }

    private void addDiffering(String label, Figure figure) {
        String first = figure.of(runs.get(0));
        for (RunResult run : runs) {
            if (!figure.of(run).equals(first)) {
                add(label, figure);
                return;
            }
        }
    }

    private void add(String label, Figure figure) {
        List<String> figures = new ArrayList<>();
        for (RunResult run : runs) {
            figures.add(figure.of(run));
        }
        rows.add(new Row(label, figures));
    }

    private static String points(RunResult run) {
        return run.settings().dataset() == Points.CUSTOM
                ? run.settings().points().toString()
                : "–";
    }

    private static String orNone(String value) {
        return value.isEmpty() ? Texts.of("none") : value;
    }
}
