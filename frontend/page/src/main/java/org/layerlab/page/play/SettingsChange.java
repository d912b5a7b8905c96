package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.Points;
import org.layerlab.network.training.Schedule;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.settings.PlayRow;
import org.layerlab.page.settings.PlayRows;
import org.layerlab.page.settings.PlaySettings;

/**
 * What follows from a change of the settings.
 *
 * @param settings the new ones
 * @param freshRun whether the run has to begin again; else it takes up what changed as it goes
 * @param training whether the choices of its training changed
 * @param stopRules whether the rules that end it early changed
 */
record SettingsChange(PlaySettings settings, boolean freshRun, boolean training, boolean stopRules) {
    /**
     * The change from some settings to those that a person chose. Another data set brings its own network along, and
     * the custom one the points to begin with.
     *
     * @param own the points that a person has placed before
     */
    static SettingsChange of(PlaySettings before, PlaySettings chosen, Supplier<CustomPoints> own) {
        PlaySettings now = chosen;
        if (now.dataset() != before.dataset()) {
            now = now.after(before);
            if (now.dataset() == Points.CUSTOM) {
                now = now.with(own.get());
            }
        }
        return between(before, now);
    }

    /** The settings that changed during a run, in words: {@code "Learning rate: 0.2 → 0.5"}; empty where it learns as before. */
    static String told(PlaySettings before, PlaySettings now) {
        boolean constant = before.schedule() == Schedule.CONSTANT && now.schedule() == Schedule.CONSTANT;
        List<String> told = new ArrayList<>();
        for (PlayRow<?> row : PlayRows.ALL) {
            boolean length = (constant && row == PlayRows.ITERATIONS) || PlayRows.STOP_RULES.contains(row);
            if (!row.needsFreshRun()
                    && !row.onlySeen()
                    && !length
                    && !before.text(row).equals(now.text(row))) {
                told.add(Texts.said(row.setting().label()) + ": " + Texts.names(before.shown(row)) + " → "
                        + Texts.names(now.shown(row)));
            }
        }
        return String.join("; ", told);
    }

    /** The change from some settings to others, just as they are. */
    static SettingsChange between(PlaySettings before, PlaySettings now) {
        return new SettingsChange(
                now,
                before.needsFreshRun(now),
                !before.hyperparameters().equals(now.hyperparameters()),
                !before.stop().equals(now.stop()));
    }
}
