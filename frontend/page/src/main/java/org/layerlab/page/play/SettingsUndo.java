package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.settings.PlayRows;
import org.layerlab.page.settings.PlaySettings;

/**
 * What a person has changed, to go back and forth again: the settings of earlier runs, and the weights of this one. How
 * a run is shown does not count. Knows no page.
 */
final class SettingsUndo {
    private static final int MOST = 100;

    /**
     * A way to go.
     *
     * @param settings where it leads, unless it is an edit
     * @param edit null where it leads to other settings
     */
    private record Way(PlaySettings settings, @Nullable WeightEdit edit) {}

    private final List<Way> past = new ArrayList<>();
    private final List<Way> future = new ArrayList<>();

    /** Forgets all of them. */
    void clear() {
        past.clear();
        future.clear();
    }

    /** A person has changed the settings. */
    void changed(PlaySettings before, PlaySettings now) {
        if (!before.sameRun(now)) {
            add(new Way(before, null));
        }
    }

    /** The run goes on past its end, whose length that is: undoing something else is not to shorten it. */
    void lengthen(int before, int now) {
        lengthen(past, before, now);
        lengthen(future, before, now);
    }

    private static void lengthen(List<Way> ways, int before, int now) {
        for (int i = 0; i < ways.size(); i++) {
            Way way = ways.get(i);
            if (way.edit == null && way.settings.iterations() == before) {
                ways.set(i, new Way(way.settings.with(PlayRows.ITERATIONS, (long) now), null));
            }
        }
    }

    /** A person has set a weight. */
    void edited(WeightEdit edit) {
        add(new Way(PlaySettings.DEFAULT, edit));
    }

    private void add(Way way) {
        past.add(way);
        future.clear();
        if (past.size() > MOST) {
            past.remove(firstEdit());
        }
    }

    /** The oldest edit, before any settings: a key that is held makes a hundred edits in seconds. 0 without edits. */
    private int firstEdit() {
        for (int i = 0; i < past.size(); i++) {
            if (past.get(i).edit != null) {
                return i;
            }
        }
        return 0;
    }

    /** Weights that were set after this iteration no longer exist; −1 where another run begins. */
    void cut(int iteration) {
        past.removeIf(way -> way.edit != null && way.edit.iteration() > iteration);
        future.removeIf(way -> way.edit != null && way.edit.iteration() > iteration);
    }

    boolean canUndo() {
        return !past.isEmpty();
    }

    boolean canRedo() {
        return !future.isEmpty();
    }

    /**
     * The weight that is set next, where that is what comes next.
     *
     * @param back whether to undo, rather than redo
     */
    @Nullable
    WeightEdit nextEdit(boolean back) {
        List<Way> from = back ? past : future;
        return from.isEmpty() ? null : from.get(from.size() - 1).edit;
    }

    /**
     * The weight of {@link #nextEdit} is set, at this iteration: it can be had again the other way, as long as that is not
     * cut.
     */
    void moveEdit(boolean back, int iteration) {
        List<Way> from = back ? past : future;
        Way moved = from.remove(from.size() - 1);
        WeightEdit edit = moved.edit;
        (back ? future : past).add(edit == null ? moved : new Way(moved.settings, edit.at(iteration)));
    }

    /** The settings before the last change; those of now can be had again by {@link #redo}. */
    PlaySettings undo(PlaySettings now) {
        return move(past, future, now);
    }

    /** The settings before the last {@link #undo}. */
    PlaySettings redo(PlaySettings now) {
        return move(future, past, now);
    }

    /** Points that a person has placed have an undo of their own, and stay. */
    private static PlaySettings move(List<Way> from, List<Way> to, PlaySettings now) {
        PlaySettings settings = from.remove(from.size() - 1).settings;
        to.add(new Way(now, null));
        return settings.dataset() == now.dataset() && now.points().size() > 0 ? settings.with(now.points()) : settings;
    }
}
