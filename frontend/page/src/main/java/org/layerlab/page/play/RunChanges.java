package org.layerlab.page.play;

import java.util.List;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.RunCurves;

/**
 * How often a run was changed as it went, so that its settings alone do not reproduce it.
 *
 * @param any whether it was changed; the list of runs did not always count
 * @param settings changes of settings
 * @param weights changes of weights or biases
 */
record RunChanges(boolean any, int settings, int weights) {
    static final RunChanges NONE = new RunChanges(false, 0, 0);

    private static final String KEY = "changes=";
    private static final int MOST = 9999;

    static RunChanges of(List<RunCurves.Change> changes) {
        int weights = 0;
        for (RunCurves.Change change : changes) {
            weights += change.weights() ? 1 : 0;
        }
        return new RunChanges(!changes.isEmpty(), changes.size() - weights, weights);
    }

    /**
     * Reads {@link #pair} among the pairs of a kept link that are no settings; counts that are missing or malformed are 0.
     *
     * @param any whether the kept run says that it was changed
     */
    static RunChanges read(boolean any, List<String> pairs) {
        for (String pair : pairs) {
            List<String> counts = Text.split(pair.substring(Math.min(pair.length(), KEY.length())), ',');
            if (any && pair.startsWith(KEY) && counts.size() == 2) {
                return new RunChanges(true, count(counts.get(0)), count(counts.get(1)));
            }
        }
        return any ? new RunChanges(true, 0, 0) : NONE;
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
