package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.text.Text;

/**
 * The runs that this browser keeps, newest first: bounded in number and in characters, and whatever stands in the
 * storage. The first line of the text is the version, each other line a {@link PastRun}. Knows no page.
 */
final class PastRuns {
    static final int MOST = 24;
    /** Characters of the whole text. */
    static final int MOST_TEXT = 250_000;

    private static final String VERSION = "1";

    private final List<PastRun> runs = new ArrayList<>();
    private boolean newer;

    /** The runs of a text; what is damaged is left out, and a text of a later version of the page stays untouched. */
    static PastRuns read(@Nullable String text) {
        PastRuns read = new PastRuns();
        if (text == null || text.length() > 2 * MOST_TEXT) {
            return read;
        }
        List<String> lines = Text.split(text, '\n');
        String version = lines.get(0);
        read.newer = version.length() == 1 && version.charAt(0) > '1' && version.charAt(0) <= '9';
        for (int i = 1; i < lines.size() && version.equals(VERSION) && read.runs.size() < MOST; i++) {
            try {
                read.runs.add(PastRun.read(lines.get(i)));
            } catch (IllegalArgumentException e) {
                // The others are worth keeping.
            }
        }
        return read;
    }

    /** Whether a later version of the page wrote the text, which this one must not replace. */
    boolean isOfLaterVersion() {
        return newer;
    }

    /** Newest first. */
    List<PastRun> runs() {
        return List.copyOf(runs);
    }

    /** Adds a run in front, in place of what is kept of the same run. */
    void add(PastRun run) {
        runs.removeIf(one -> one.started() == run.started() || isRepeated(one, run));
        runs.add(0, run);
        while (runs.size() > MOST || (runs.size() > 1 && text().length() > MOST_TEXT)) {
            runs.remove(runs.size() - 1);
        }
    }

    /** Whether one is the same as the other, made again: a seed brings the same numbers. */
    private static boolean isRepeated(PastRun one, PastRun other) {
        return !one.changed()
                && !other.changed()
                && one.result().iteration() == other.result().iteration()
                && one.result().settings().sameRun(other.result().settings());
    }

    void remove(int index) {
        runs.remove(index);
    }

    /** Leaves the oldest out; whether there was more than one. */
    boolean shorten() {
        return runs.size() > 1 && runs.remove(runs.size() - 1) != null;
    }

    /** What {@link #read} reads. */
    String text() {
        StringBuilder text = new StringBuilder(VERSION);
        for (PastRun run : runs) {
            text.append('\n').append(run.line());
        }
        return text.toString();
    }
}
