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

    /** A text, which another tab may have written, with one more run at its end; the oldest makes room for it. */
    static String with(@Nullable String text, PastRun run, int most) {
        if (text != null && isLater(text)) {
            return text;
        }
        List<PastRun> runs = read(text, most);
        if (runs.size() == most) {
            runs.remove(0);
        }
        runs.add(run);
        return write(runs);
    }

    /** A text, which another tab may have written, without a run; the same runs where it does not have it. */
    static String without(@Nullable String text, PastRun run, int most) {
        if (text != null && isLater(text)) {
            return text;
        }
        List<PastRun> runs = read(text, most);
        for (int i = 0; i < runs.size(); i++) {
            PastRun one = runs.get(i);
            if (one.started() == run.started()
                    && one.result().iteration() == run.result().iteration()) {
                runs.remove(i);
                break;
            }
        }
        return write(runs);
    }

    /** Whether a later version of this page wrote a text, which this one must not replace. */
    private static boolean isLater(String text) {
        int end = text.indexOf('\n');
        boolean number = end > 0 && end <= 3;
        for (int i = 0; i < end && number; i++) {
            number = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return number && !text.startsWith(VERSION + "\n");
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
