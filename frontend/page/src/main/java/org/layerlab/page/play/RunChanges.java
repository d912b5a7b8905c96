package org.layerlab.page.play;

import java.util.List;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.RunCurves;
import org.layerlab.page.settings.PlaySettings;
import org.layerlab.page.settings.RunCourse;

/**
 * How a run was changed as it went, so that its settings alone do not reproduce it.
 *
 * @param any whether it was changed; the list of runs did not always count
 * @param settings changes of settings
 * @param weights changes of weights or biases
 * @param course what makes the run again, as in a link; empty where that is not known
 */
record RunChanges(boolean any, int settings, int weights, String course) {
    static final RunChanges NONE = new RunChanges(false, 0, 0, "");

    /** Of a run that no link makes again. */
    RunChanges(boolean any, int settings, int weights) {
        this(any, settings, weights, "");
    }

    private static final String KEY = "changes=";
    private static final int MOST = 9999;

    static RunChanges of(List<RunCurves.Change> changes, String course) {
        if (changes.isEmpty()) {
            return NONE;
        }
        int weights = 0;
        for (RunCurves.Change change : changes) {
            weights += change.weights() ? 1 : 0;
        }
        return new RunChanges(true, changes.size() - weights, weights, course);
    }

    /**
     * Reads {@link #pair} and a course from a kept link; counts that are missing or malformed are 0.
     *
     * @param any whether the kept run says that it was changed
     */
    static RunChanges read(boolean any, PlaySettings.Parsed link) {
        RunCourse read = RunCourse.ofAny(link);
        String course = read.isPlain() ? "" : read.fragment();
        for (String pair : link.others()) {
            List<String> counts = Text.split(pair.substring(Math.min(pair.length(), KEY.length())), ',');
            if (any && pair.startsWith(KEY) && counts.size() == 2) {
                return new RunChanges(true, count(counts.get(0)), count(counts.get(1)), course);
            }
        }
        return any ? new RunChanges(true, 0, 0, course) : NONE;
    }

    private static int count(String text) {
        try {
            return Math.max(0, Math.min(MOST, Integer.parseInt(text)));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** What a kept link says of it, behind its settings; empty where nothing was counted. */
    String pair() {
        return settings + weights == 0 ? "" : "&" + KEY + settings + "," + weights;
    }

    /** In words, for a table. */
    String told() {
        if (any && settings + weights == 0) {
            return Texts.of("yes");
        }
        return any ? Texts.of("{0} to settings, {1} to weights", settings, weights) : Texts.of("none");
    }
}
