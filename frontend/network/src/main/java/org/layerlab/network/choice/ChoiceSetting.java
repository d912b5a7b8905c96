package org.layerlab.network.choice;

import java.util.List;

/**
 * A setting whose values are a list.
 *
 * @param <T> the type of the list's values
 */
public final class ChoiceSetting<T extends Choice> extends Setting<T> {
    private final T[] values;

    /**
     * One value of a list.
     *
     * @param values all values that it may have, in the order in which they are shown; not modified
     */
    public ChoiceSetting(String key, String label, String help, T byDefault, T[] values) {
        super(key, label, help, byDefault);
        this.values = values;
    }

    /** This setting with another default. */
    public ChoiceSetting<T> withDefault(T otherDefault) {
        return new ChoiceSetting<>(key(), label(), help(), otherDefault, values);
    }

    /** All values, in the order in which they are shown. */
    public List<T> values() {
        return List.of(values);
    }

    /** The ids of the values: {@code "float32, float64"}. */
    public String ids() {
        return Choices.ids(values);
    }

    /** Reads an id. */
    @Override
    public T parse(String text) {
        return Choices.of(values, text.trim(), name());
    }

    @Override
    public String text(T value) {
        return value.id();
    }

    @Override
    public List<String> shown(T value) {
        return List.of(value.label());
    }

    @Override
    public T require(T value) {
        return Choices.of(values, value.id(), name());
    }
}
