package org.layerlab.kernels;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** The words that describe an operation in memory, 32 bits each, by name. */
final class DescriptorLayout {
    private DescriptorLayout() {}

    /**
     * In their order, the words that an interface in {@link KernelLayout} numbers: a constant {@code OUT_HEIGHT = 8} is
     * word 8, {@code outHeight}.
     *
     * @throws IllegalArgumentException when the constants are not 0, 1, 2 and so on
     */
    static List<String> names(Class<?> words) {
        TreeMap<Integer, String> byNumber = new TreeMap<>();
        try {
            for (Field word : words.getFields()) {
                byNumber.put(word.getInt(null), camelCase(word.getName()));
            }
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(words.getSimpleName() + " has a constant that can't be read", e);
        }
        if (byNumber.size() != words.getFields().length || byNumber.lastKey() != byNumber.size() - 1) {
            throw new IllegalArgumentException(
                    words.getSimpleName() + " does not number its words from 0 without gaps: " + byNumber);
        }
        return List.copyOf(byNumber.values());
    }

    private static String camelCase(String constant) {
        StringBuilder name = new StringBuilder();
        for (String word : constant.toLowerCase(Locale.ROOT).split("_", -1)) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}
