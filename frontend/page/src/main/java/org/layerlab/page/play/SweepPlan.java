package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.text.Text;
import org.layerlab.page.settings.HiddenLayersSetting;
import org.layerlab.page.settings.PlayRow;
import org.layerlab.page.settings.PlayRows;
import org.layerlab.page.settings.PlaySettings;

/**
 * The runs of a sweep, row by row: a row for each width, a column for each learning rate.
 *
 * @param columns how many learning rates there are
 * @param cells all runs
 */
record SweepPlan(int columns, List<Cell> cells) {
    private static final int MOST_CELLS = 48;

    /**
     * One run.
     *
     * @param run its settings in the sweep: as long as the sweep says, and nothing ends it early
     * @param whole its settings to be adopted, as long as the run that was there
     */
    record Cell(PlaySettings run, PlaySettings whole) {}

    SweepPlan {
        cells = List.copyOf(cells);
    }

    /**
     * Lays the runs out.
     *
     * @param base the settings from which all differ
     * @param rates learning rates, separated by commas; empty for that of the base
     * @param widths units of each hidden layer, separated by commas; empty for those of the base
     * @param iterations of each run
     * @throws IllegalArgumentException saying what is wrong with them
     */
    static SweepPlan of(PlaySettings base, String rates, String widths, String iterations) {
        List<String> columns = parts(rates, base.text(PlayRows.LEARNING_RATE));
        List<String> rows = parts(widths, "");
        int count = columns.size() * rows.size();
        if (count > MOST_CELLS) {
            throw new IllegalArgumentException(columns.size() + " rates × " + rows.size() + " widths = " + count
                    + " runs; at most " + MOST_CELLS + " are allowed");
        }
        List<Cell> cells = new ArrayList<>();
        for (String width : rows) {
            for (String rate : columns) {
                PlaySettings.Parsed parsed = PlaySettings.parse(base.fragment() + "&learningRate=" + rate
                        + (width.isEmpty()
                                ? ""
                                : "&networkShape="
                                        + repeated(width, base.hidden().size()))
                        + "&iterations=" + iterations);
                if (!parsed.problems().isEmpty()) {
                    throw new IllegalArgumentException(String.join("; ", parsed.problems()));
                }
                cells.add(new Cell(
                        withoutRules(parsed.settings()),
                        parsed.settings().with(PlayRows.ITERATIONS, (long) base.iterations())));
            }
        }
        return new SweepPlan(columns.size(), cells);
    }

    private static PlaySettings withoutRules(PlaySettings settings) {
        PlaySettings without = settings;
        for (PlayRow<?> row : PlayRows.STOP_RULES) {
            without = withDefault(without, row);
        }
        return without;
    }

    private static <T> PlaySettings withDefault(PlaySettings settings, PlayRow<T> row) {
        return settings.with(row, row.setting().byDefault());
    }

    /** The same width for each hidden layer, one at least. */
    private static String repeated(String width, int layers) {
        StringBuilder shape = new StringBuilder(width);
        for (int l = 1; l < layers; l++) {
            shape.append(',').append(width);
        }
        return shape.toString();
    }

    private static List<String> parts(String text, String otherwise) {
        String commas = HiddenLayersSetting.commas(text);
        return commas.isEmpty() ? List.of(otherwise) : Text.split(commas, ',');
    }
}
