package org.layerlab.page.play;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.settings.PlaySettings;

/** The buttons that take a person's last change back, and make it again. */
final class UndoButtons {
    private final SettingsUndo undo;
    private final PlayRun run;
    private final Supplier<PlaySettings> settings;
    private final Consumer<SettingsChange> change;
    private final BiConsumer<WeightEdit, Boolean> set;

    /**
     * The buttons on this page.
     *
     * @param settings those of now
     * @param change changes them
     * @param set sets a weight, or sets it back
     */
    UndoButtons(
            SettingsUndo undo,
            PlayRun run,
            Supplier<PlaySettings> settings,
            Consumer<SettingsChange> change,
            BiConsumer<WeightEdit, Boolean> set) {
        this.undo = undo;
        this.run = run;
        this.settings = settings;
        this.change = change;
        this.set = set;
        Dom.on("undo", "click", event -> move(true));
        Dom.on("redo", "click", event -> move(false));
    }

    /** What is done here is not a change that can be undone itself. */
    private void move(boolean back) {
        WeightEdit edit = undo.nextEdit(back);
        if (edit == null) {
            if (back ? undo.canUndo() : undo.canRedo()) {
                PlaySettings now = settings.get();
                change.accept(SettingsChange.between(now, back ? undo.undo(now) : undo.redo(now)));
            }
        } else if (edit.iteration() <= run.iteration()) {
            undo.moveEdit(back);
            set.accept(edit, back);
        }
        // In a run taken back to before the edit, there is nothing to set back.
        show();
    }

    /** Lets them be pressed where there is something to do. */
    void show() {
        Dom.enable("undo", undo.canUndo());
        Dom.enable("redo", undo.canRedo());
    }
}
