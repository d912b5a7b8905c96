package org.layerlab.page.settings;

import java.util.List;
import org.layerlab.network.choice.Setting;

/**
 * One setting of the playground and how forms, links and runs treat it.
 *
 * @param <T> the type of its values
 */
public final class PlayRow<T> {
    /** What a setting is besides a value. */
    enum Trait {
        /** A link says it even where it is the default. */
        ALWAYS_IN_LINK,
        /** It says how a network is made and trained, for which a data set may have its own values. */
        TRAINING,
        /** A run takes a change up as it goes; without this, it begins again. */
        TAKEN_UP,
        /** It changes how a run is shown, not the run. */
        ONLY_SEEN,
        /** Only points of the user's own have it. */
        CUSTOM_ONLY,
        /** A form shows 0 as an empty field. */
        EMPTY_FOR_ZERO,
        /** A model card has it in its section {@code dataset}. */
        IN_DATASET,
        /** A model card has it in its section {@code hyperparameters}. */
        IN_HYPERPARAMETERS,
        /** A model card has it only where it is not the default. */
        ONLY_IF_CHOSEN
    }

    private final Setting<T> setting;
    private final List<Trait> traits;

    PlayRow(Setting<T> setting, Trait... traits) {
        this.setting = setting;
        this.traits = List.of(traits);
    }

    /** What may be chosen, and what people read of it. */
    public Setting<T> setting() {
        return setting;
    }

    /** The name in links: {@code "learningRate"}. */
    public String key() {
        return setting.key();
    }

    /** The id of the control in the form: {@code "learning-rate"}. */
    public String controlId() {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < key().length(); i++) {
            char c = key().charAt(i);
            if (c >= 'A' && c <= 'Z') {
                id.append('-').append((char) (c - 'A' + 'a'));
            } else {
                id.append(c);
            }
        }
        return id.toString();
    }

    boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** Whether it changes how a run is shown, not the run. */
    public boolean onlySeen() {
        return is(Trait.ONLY_SEEN);
    }

    /** Whether a run has to begin again when it changes. */
    public boolean needsFreshRun() {
        return !is(Trait.TAKEN_UP) && !is(Trait.ONLY_SEEN);
    }

    /** A value's text, as links write it, the way a form shows it. */
    public String inForm(String text) {
        return is(Trait.EMPTY_FOR_ZERO) && text.equals("0") ? "" : text;
    }

    /** A form's text as a link says it. */
    public String fromForm(String text) {
        return is(Trait.EMPTY_FOR_ZERO) && text.isEmpty() ? "0" : text;
    }
}
