package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.page.settings.PlaySettings;

/** The settings of earlier runs, to go back to and forth again. How a run is shown does not count. Knows no page. */
final class SettingsUndo {
    private static final int MOST = 100;

    private final List<PlaySettings> past = new ArrayList<>();
    private final List<PlaySettings> future = new ArrayList<>();

    /** Forgets all of them. */
    void clear() {
        past.clear();
        future.clear();
    }

    /** A person has changed the settings. */
    void changed(PlaySettings before, PlaySettings now) {
        if (before.sameRun(now)) {
            return;
        }
        past.add(before);
        future.clear();
        if (past.size() > MOST) {
            past.remove(0);
        }
    }

    boolean canUndo() {
        return !past.isEmpty();
    }

    boolean canRedo() {
        return !future.isEmpty();
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
    private static PlaySettings move(List<PlaySettings> from, List<PlaySettings> to, PlaySettings now) {
        PlaySettings settings = from.remove(from.size() - 1);
        to.add(now);
        return settings.dataset() == now.dataset() && now.points().size() > 0 ? settings.with(now.points()) : settings;
    }
}
