package org.layerlab.backend.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.choice.TextSetting;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.text.Text;

/**
 * One setting that a search varies.
 *
 * @param setting its row
 * @param values that it takes, in the setting's own notation; empty if they are drawn from a span
 * @param span what they are drawn from, or null
 */
public record Axis(
        Setting<?> setting, List<String> values, @Nullable Span span) {
    /** Values of one axis. */
    private static final int MOST_VALUES = 1000;

    public Axis {
        values = List.copyOf(values);
    }

    /**
     * Reads {@code "learningRate=0.03,0.1"}; {@code "layers=2,4,1/2,10,1"}, whose values have commas and are separated by
     * slashes or semicolons; or {@code "learningRate=log:0.001..1"}. The name may also be the option's,
     * {@code learning-rate}.
     *
     * @param rows what may be varied
     * @throws IllegalArgumentException that says what is wrong
     */
    public static Axis parse(String text, List<Setting<?>> rows) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("axis '" + text + "' has no values; write NAME=VALUE,VALUE");
        }
        Setting<?> setting = row(text.substring(0, equals), rows);
        String values = text.substring(equals + 1).trim();
        if (Span.is(values) && !(setting instanceof TextSetting)) {
            return new Axis(setting, List.of(), Span.parse(setting, values));
        }
        List<String> parts = parts(setting, values);
        if (parts.size() > MOST_VALUES) {
            throw new IllegalArgumentException(
                    "axis " + setting + " has " + parts.size() + " values; at most " + MOST_VALUES + " are allowed");
        }
        List<String> read = new ArrayList<>();
        Set<String> known = new java.util.HashSet<>();
        for (String part : parts) {
            String value = canonical(setting, part.trim());
            if (!known.add(value)) {
                throw new IllegalArgumentException("axis " + setting + " has " + value + " twice");
            }
            read.add(value);
        }
        return new Axis(setting, read, null);
    }

    private static Setting<?> row(String name, List<Setting<?>> rows) {
        StringBuilder names = new StringBuilder();
        for (Setting<?> row : rows) {
            if (row.key().equals(name) || kebab(row.key()).equals(name)) {
                return row;
            }
            names.append(names.length() == 0 ? "" : ", ").append(row.key());
        }
        throw new IllegalArgumentException("axis '" + name + "' is unknown; there are " + names);
    }

    private static String kebab(String key) {
        return key.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }

    private static List<String> parts(Setting<?> setting, String values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("axis " + setting + " has no values; write " + setting + "=VALUE,VALUE");
        }
        char separator = ',';
        String separated = values;
        if (setting instanceof TextSetting) {
            separator = '/';
            separated = values.replace(';', '/');
        }
        return Text.split(separated, separator);
    }

    private static <T> String canonical(Setting<T> setting, String value) {
        if (setting instanceof TextSetting) {
            if (value.isEmpty()) {
                throw new IllegalArgumentException("axis " + setting + " has an empty value");
            }
            // A number of units may be written with zeros before it; a share such as 0.05 keeps its own.
            return value.replace(" ", "").replaceAll("(?<![0-9.])0+(?=[0-9])", "");
        }
        return setting.text(setting.parse(value));
    }

    /** Draws a value of this axis. */
    String draw(NumpyRandom random) {
        double uniform = random.uniform();
        return span == null
                ? values.get((int) Math.min(values.size() - 1, Math.floor(uniform * values.size())))
                : span.draw(setting, uniform);
    }

    /** What {@link #parse} reads, without the name. */
    @Override
    public String toString() {
        if (span != null) {
            return (span.logarithmic() ? "log:" : "") + Text.number(span.low()) + ".." + Text.number(span.high());
        }
        return String.join(setting instanceof TextSetting ? "/" : ",", values);
    }
}
