package org.layerlab.backend.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.layerlab.network.choice.FlagSetting;
import org.layerlab.network.choice.Setting;

/**
 * The command that repeats a run of a search.
 *
 * @param command {@code circles} or {@code train}
 * @param rows the command's settings
 * @param more its other options
 */
record TrialLine(String command, List<Setting<?>> rows, List<String> more) {
    TrialLine {
        more = List.copyOf(more);
    }

    /** The line for a run with these settings, as text by key. */
    String of(Map<String, String> settings) {
        List<String> words = new ArrayList<>(List.of("layerlab", command));
        words.addAll(more);
        for (Setting<?> row : rows) {
            String value = settings.get(row.key());
            if (value == null) {
                continue;
            }
            String name = SettingOptions.name(row);
            if (row instanceof FlagSetting) {
                words.add(value.equals("true") ? name : name.replaceFirst("--", "--no-"));
            } else {
                words.add(name);
                words.add(value);
            }
        }
        return ShellLine.of(words);
    }
}
