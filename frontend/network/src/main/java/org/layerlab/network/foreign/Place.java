package org.layerlab.network.foreign;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.text.Text;

/**
 * Where a tensor belongs, by its name. {@code params/Dense_0/kernel} is the {@link Role#KERNEL} of layer {@code Dense_0},
 * {@code features.3.weight} the weight of layer {@code features.3}, {@code W2} the matrix of layer {@code 2}.
 *
 * @param layer the name of its layer, the same for all tensors of a layer
 * @param stem that name without numbers: layers of one stem follow one another by their numbers
 * @param numbers in the layer's name, −1 where a part of it has none, as in Keras's {@code dense, dense_1}
 * @param index among tensors that only their order tells apart
 */
record Place(String layer, String stem, List<Integer> numbers, Role role, int index) {
    private static final int MOST_DIGITS = 9;
    private static final int MOST_PARTS = 32;
    private static final List<String> AROUND = List.of(
            "params",
            "batch_stats",
            "model_weights",
            "state_dict",
            "model_state_dict",
            "_layer_checkpoint_dependencies");
    private static final String POSITION = "arr_";

    static Place of(String name) {
        List<String> parts = parts(name);
        if (!parts.isEmpty() && parts.get(0).startsWith("optimizer")) {
            return new Place("", "", List.of(), Role.IGNORED, 0);
        }
        while (parts.size() > 1 && AROUND.contains(parts.get(0))) {
            parts.remove(0);
        }
        String last = parts.isEmpty() ? "" : parts.remove(parts.size() - 1);
        int number = number(last);
        String word = stem(last);
        if (parts.isEmpty() && last.startsWith(POSITION) && last.length() > POSITION.length() && word.equals("arr")) {
            return new Place("", "", List.of(), Role.POSITION, number);
        }
        if (number >= 0
                && word.isEmpty()
                && parts.size() > 1
                && parts.get(parts.size() - 1).equals("vars")) {
            parts.remove(parts.size() - 1);
            return of(parts, Role.VARIABLE, number);
        }
        Role role = Role.of(last);
        if (role == null) {
            role = Role.of(word);
            if (role != null && number >= 0) {
                // weight1 is not a module's name: somebody numbered matrices.
                role = role == Role.WEIGHT ? Role.MATRIX : role;
                parts.add(String.valueOf(number));
            }
        }
        int underscore = last.lastIndexOf('_');
        if (role == null && underscore > 0) {
            role = Role.of(last.substring(underscore + 1));
            parts.add(last.substring(0, underscore));
        }
        return of(parts, role == null ? Role.UNKNOWN : role, 0);
    }

    private static Place of(List<String> parts, Role role, int index) {
        List<Integer> numbers = new ArrayList<>();
        StringBuilder layer = new StringBuilder();
        StringBuilder stem = new StringBuilder();
        for (String part : parts) {
            layer.append(layer.length() == 0 ? "" : ".").append(part);
            stem.append(stem(part)).append('.');
            numbers.add(number(part));
        }
        return new Place(layer.toString(), stem.toString(), numbers, role, index);
    }

    /** The parts of a path in the manner of PyTorch, {@code a.b}, or of Flax and Keras, {@code a/b:0}. */
    private static List<String> parts(String name) {
        int colon = name.lastIndexOf(':');
        String path = colon > 0 && stem(name.substring(colon + 1)).isEmpty() ? name.substring(0, colon) : name;
        List<String> parts = new ArrayList<>();
        for (String part : Text.split(path.replace('\\', '/').replace('.', '/'), '/')) {
            if (!part.isEmpty() && parts.size() < MOST_PARTS) {
                parts.add(part);
            }
        }
        return parts;
    }

    /** The number at the end of a word; −1 where there is none. */
    private static int number(String word) {
        String digits = word.substring(endOfLetters(word));
        return digits.isEmpty() || digits.length() > MOST_DIGITS ? -1 : Integer.parseInt(digits);
    }

    /** A word without the number at its end, and without what sets it apart. */
    private static String stem(String word) {
        int end = endOfLetters(word);
        return end > 1 && end < word.length() && word.charAt(end - 1) == '_'
                ? word.substring(0, end - 1)
                : word.substring(0, end);
    }

    private static int endOfLetters(String word) {
        int end = word.length();
        while (end > 0 && word.charAt(end - 1) >= '0' && word.charAt(end - 1) <= '9') {
            end--;
        }
        return end;
    }

    /** Which of two layers of one stem comes first. */
    static int compare(@Nullable Place a, @Nullable Place b) {
        if (a == null || b == null) {
            return 0;
        }
        for (int i = 0; i < Math.min(a.numbers.size(), b.numbers.size()); i++) {
            int order = Integer.compare(a.numbers.get(i), b.numbers.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** The last number in the layer's name; −1 without one. */
    int lastNumber() {
        return numbers.isEmpty() ? -1 : numbers.get(numbers.size() - 1);
    }
}
