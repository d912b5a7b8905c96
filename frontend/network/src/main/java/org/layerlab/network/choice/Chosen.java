package org.layerlab.network.choice;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Values that were chosen for settings. A setting without one has its default. */
public final class Chosen {
    private final Map<String, Object> values = new HashMap<>();

    /** Nothing chosen yet. */
    public Chosen() {}

    /** The same choices, to be changed apart from these. */
    public Chosen copy() {
        Chosen copy = new Chosen();
        copy.values.putAll(values);
        return copy;
    }

    /**
     * Chooses a value.
     *
     * @throws IllegalArgumentException when the setting cannot have it
     */
    public <T> Chosen set(Setting<T> setting, T value) {
        values.put(setting.key(), setting.require(value));
        return this;
    }

    /**
     * Chooses the value that a text says.
     *
     * @throws IllegalArgumentException when the setting cannot have it
     */
    public Chosen parse(Setting<?> setting, String text) {
        values.put(setting.key(), setting.parse(text));
        return this;
    }

    /** Takes over all choices of another. */
    public Chosen setAll(Chosen others) {
        values.putAll(others.values);
        return this;
    }

    /** Takes over the choices that another has for some settings. */
    public Chosen setAll(Iterable<Setting<?>> settings, Chosen others) {
        for (Setting<?> setting : settings) {
            Object value = others.values.get(setting.key());
            if (value != null) {
                values.put(setting.key(), value);
            }
        }
        return this;
    }

    /** Whether a value was chosen. */
    public boolean has(Setting<?> setting) {
        return values.containsKey(setting.key());
    }

    /** The chosen value, or the default. */
    @SuppressWarnings("unchecked") // only a setting's own values are stored under its key
    public <T> T get(Setting<T> setting) {
        Object value = values.get(setting.key());
        return value == null ? setting.byDefault() : (T) value;
    }

    /** The chosen value as an {@code int}, for settings that stay within its range. */
    public int whole(WholeSetting setting) {
        return (int) (long) get(setting);
    }

    /** The chosen value, or the default, as {@link Setting#parse} reads it. */
    public <T> String text(Setting<T> setting) {
        return setting.text(get(setting));
    }

    /** What a person reads on a page as the value of a setting: the English name of each part. */
    public <T> List<String> shown(Setting<T> setting) {
        return setting.shown(get(setting));
    }
}
