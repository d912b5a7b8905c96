package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.text.Text;

/** The text of runs that this browser keeps: a line with the version, then a line for each {@link PastRun}. Knows no page. */
final class PastRuns {
    /** Characters of a whole text. */
    static final int MOST_TEXT = 500_000;

    private static final String VERSION = "1";

    private PastRuns() {}

    /** The first runs of a text from storage; damaged lines are left out. */
    static List<PastRun> read(@Nullable String text, int most) {
        List<PastRun> runs = new ArrayList<>();
        if (text == null || text.length() > MOST_TEXT || !text.startsWith(VERSION + "\n")) {
            return runs;
        }
        for (String line : Text.split(text.substring(VERSION.length() + 1), '\n')) {
            try {
                if (runs.size() < most) {
                    runs.add(PastRun.read(line));
                }
            } catch (IllegalArgumentException e) {
                // The others are worth keeping.
            }
        }
        return runs;
    }

    /** What {@link #read} reads. */
    static String write(List<PastRun> runs) {
        StringBuilder text = new StringBuilder(VERSION);
        for (PastRun run : runs) {
            text.append('\n').append(run.line());
        }
        return text.toString();
    }
}
