package org.layerlab.network.choice;

import java.util.List;
import org.layerlab.network.text.Text;

/**
 * One thing that a person can set, described once: its key, what people read, its default, how it is read from text, and
 * which values it may have.
 *
 * @param <T> the type of its values
 */
public abstract class Setting<T> {
    private final String key;
    private final String label;
    private final String help;
    private final T byDefault;

    /**
     * A setting.
     *
     * @param key the name in links, files and JSON, such as {@code "learningRate"}
     * @param label the name on a page: English, in sentence case, such as {@code "Learning rate"}
     * @param help one English sentence that says what it does
     * @param byDefault the value where none is chosen
     */
    protected Setting(String key, String label, String help, T byDefault) {
        this.key = key;
        this.label = label;
        this.help = help;
        this.byDefault = byDefault;
    }

    /** The name in links, files and JSON. */
    public final String key() {
        return key;
    }

    /** The name on a page, in sentence case. */
    public final String label() {
        return label;
    }

    /** What it does, in one English sentence. */
    public final String help() {
        return help;
    }

    /** The value where none is chosen. */
    public final T byDefault() {
        return byDefault;
    }

    /** The label as it stands within a sentence: {@code "learning rate"}, {@code "L1 strength"}. */
    public final String name() {
        return Text.inSentence(label);
    }

    /**
     * Reads a value as a person, a link or a file writes it.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public abstract T parse(String text);

    /** The value as {@link #parse} reads it. */
    public abstract String text(T value);

    /**
     * What a person reads on a page as the value: the English name of each part, such as {@code "Gradient descent"} for
     * {@code "sgd"}.
     */
    public List<String> shown(T value) {
        return List.of(text(value));
    }

    /**
     * Checks a value.
     *
     * @return the value
     * @throws IllegalArgumentException when the setting cannot have it, naming both
     */
    public abstract T require(T value);

    /** Refuses text that is not a number: {@code "learning rate 'abc' is not a number"}. */
    final IllegalArgumentException notANumber(String text, NumberFormatException cause) {
        return new IllegalArgumentException(
                text.isEmpty() ? name() + " is empty" : name() + " '" + text + "' is not a number", cause);
    }

    @Override
    public String toString() {
        return key;
    }
}
