package org.layerlab.page.play;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.settings.PlaySettings;

/** The buttons that take a person's last change back, and make it again. */
final class UndoButtons {
    private final SettingsUndo undo;
    private final PlayRun run;
    private final Status status;
    private final Supplier<PlaySettings> settings;
    private final Consumer<SettingsChange> change;
    private final BiConsumer<WeightEdit, Boolean> set;

    /**
     * The buttons on this page.
     *
     * @param status says why nothing is to be done
     * @param settings those of now
     * @param change changes them
     * @param set sets a weight, or sets it back
     */
    UndoButtons(
            SettingsUndo undo,
            PlayRun run,
            Status status,
            Supplier<PlaySettings> settings,
            Consumer<SettingsChange> change,
            BiConsumer<WeightEdit, Boolean> set) {
        this.undo = undo;
        this.run = run;
        this.status = status;
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
                PlaySettings then = back ? undo.undo(now) : undo.redo(now);
                change.accept(SettingsChange.between(now, then));
                say(back, SettingsChange.words(now, then));
            }
        } else if (edit.iteration() <= run.iteration()) {
            undo.moveEdit(back, run.iteration());
            set.accept(edit, back);
            say(back, UnitNames.told(edit, back));
        } else {
            status.note(Texts.of(
                    "The last change was a weight that you set at iteration {0}. Go forward to there first.",
                    NumberFormat.grouped(edit.iteration())));
        }
        show();
    }

    private static void say(boolean back, String what) {
        Dom.say("undo-said", back ? Texts.of("Undone. {0}", what) : Texts.of("Redone. {0}", what));
    }

    /** Weights that were set after this iteration no longer exist; −1 where another run begins. */
    void cut(int iteration) {
        undo.cut(iteration);
        show();
    }

    /** Lets them be pressed where there is something to do. */
    void show() {
        Dom.enable("undo", undo.canUndo());
        Dom.enable("redo", undo.canRedo());
    }
}
