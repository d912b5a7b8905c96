package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
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
 * @param freshRun whether the run has to begin again; else it adopts what changed as it goes
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
        return words(before, now, row -> {
            boolean length = (constant && row == PlayRows.ITERATIONS) || PlayRows.STOP_RULES.contains(row);
            return !row.needsFreshRun() && !length;
        });
    }

    /** All settings of the run that differ, in words: {@code "Hidden layers: 4 → none; Seed: 1 → 2"}. */
    static String words(PlaySettings before, PlaySettings now) {
        return words(before, now, row -> true);
    }

    private static String words(PlaySettings before, PlaySettings now, Predicate<PlayRow<?>> counts) {
        List<String> words = new ArrayList<>();
        for (PlayRow<?> row : PlayRows.ALL) {
            if (counts.test(row) && !row.onlySeen() && !before.text(row).equals(now.text(row))) {
                words.add(Texts.said(row.setting().label()) + ": " + value(before, row) + " → " + value(now, row));
            }
        }
        return String.join("; ", words);
    }

    private static String value(PlaySettings of, PlayRow<?> row) {
        String value = Texts.names(of.shown(row));
        return value.isEmpty() ? Texts.of("none") : value;
    }

    /** Whether the run is to go on in another way, or further, rather than begin again or only look otherwise. */
    boolean goesOn(PlaySettings before) {
        return !freshRun && (training || stopRules || before.iterations() != settings.iterations());
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
