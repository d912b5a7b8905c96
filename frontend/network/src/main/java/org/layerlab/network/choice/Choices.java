package org.layerlab.network.choice;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks values of a list up by their ids. */
public final class Choices {
    private Choices() {}

    /**
     * The value with this id.
     *
     * @param what the list's name in the error message, such as {@code "optimizer"}
     * @throws IllegalArgumentException when the list has no such value, naming the values that it has
     */
    public static <T extends Choice> T of(T[] values, String id, String what) {
        T found = find(values, id);
        if (found == null) {
            throw new IllegalArgumentException(what + " '" + id + "' is unknown; there are " + ids(values));
        }
        return found;
    }

    /** The value with this id; null when the list has no such value. */
    public static <T extends Choice> @Nullable T find(T[] values, String id) {
        for (T value : values) {
            if (value.id().equals(id)) {
                return value;
            }
        }
        return null;
    }

    /** The ids of a list, in order: {@code "float32, float64"}. */
    public static String ids(Choice[] values) {
        StringBuilder ids = new StringBuilder();
        for (Choice value : values) {
            ids.append(ids.length() == 0 ? "" : ", ").append(value.id());
        }
        return ids.toString();
    }

    /** The names of values on a page, in order: {@code ["ReLU", "Tanh"]}. */
    public static List<String> labels(List<? extends Choice> values) {
        List<String> labels = new ArrayList<>();
        for (Choice value : values) {
            labels.add(value.label());
        }
        return labels;
    }
}
