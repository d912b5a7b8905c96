package org.layerlab.network.layer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.choice.Choices;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.text.Decimal;
import org.layerlab.network.text.Text;

/** Reads layers as they are written in {@code --layers}, such as {@code 64x64x3,conv3x32,bn,relu,pool2,gap,1}. */
final class Notation {
    private static final String KINDS =
            "a number of units, conv3x64, dw3, bn, pool2, gap, skip, add, dropout0.3, softmax5, "
                    + Choices.ids(Activation.values());

    private final String text;
    private final Activation hidden;
    private final List<Integer> layerDims = new ArrayList<>();
    private final List<LayerKind> layers = new ArrayList<>();
    private MapShape input = new MapShape(1, 1, 1);

    /**
     * Reads layers.
     *
     * @param hidden the activation of dense layers before the last
     * @throws IllegalArgumentException naming the part that can't be read
     */
    Notation(String text, Activation hidden) {
        this.text = text;
        this.hidden = hidden;
        List<String> parts = new ArrayList<>();
        boolean plain = true;
        for (String part : Text.split(text, ',')) {
            parts.add(part.trim());
            plain &= digits(part.trim(), part.trim().startsWith("-") ? 1 : 0)
                    == part.trim().length();
        }
        if (plain) {
            for (String part : parts) {
                layerDims.add(number(part, part));
            }
        } else {
            readLayers(parts);
        }
    }

    private void readLayers(List<String> parts) {
        input = input(parts.get(0));
        for (int i = 1; i < parts.size(); i++) {
            try {
                layers.add(kind(parts.get(i), i == parts.size() - 1));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "layers '" + text + "': '" + parts.get(i) + "' has a number that can't be read", e);
            }
        }
    }

    /** {@code [n_0, …, n_L]} where the text is a list of numbers; else empty. */
    List<Integer> layerDims() {
        return layerDims;
    }

    /** The shape of one example, where there are no {@link #layerDims}. */
    MapShape input() {
        return input;
    }

    /** The layers, where there are no {@link #layerDims}. */
    List<LayerKind> layers() {
        return layers;
    }

    private MapShape input(String part) {
        List<String> sides = Text.split(part, 'x');
        if (sides.size() == 1) {
            return new MapShape(1, 1, number(part, part));
        }
        if (sides.size() != 3) {
            throw new IllegalArgumentException("layers '" + text + "': they begin with '" + part
                    + "', not with an input such as 64x64x3 (rows, columns, channels) or 12288");
        }
        return new MapShape(number(sides.get(0), part), number(sides.get(1), part), number(sides.get(2), part));
    }

    private LayerKind kind(String part, boolean last) {
        int units = digits(part, 0);
        if (units > 0) {
            return dense(part, units, last);
        }
        if (part.startsWith("softmax")) {
            return new LayerKind.Softmax(number(part.substring(7), part));
        }
        LayerKind kind = imageKind(part);
        if (kind == null) {
            throw new IllegalArgumentException(
                    "this page has dense networks on points, but this one has layers " + text);
        }
        return kind;
    }

    @OnImages
    private @Nullable LayerKind imageKind(String part) {
        if (part.startsWith("conv")) {
            return convolution(part);
        }
        if (part.startsWith("dw")) {
            return depthwise(part);
        }
        if (part.equals("skip")) {
            return new LayerKind.Skip();
        }
        if (part.equals("add")) {
            return new LayerKind.Add();
        }
        if (part.startsWith("pool")) {
            return new LayerKind.MaxPool(number(part.substring(4), part));
        }
        if (part.startsWith("dropout")) {
            return new LayerKind.Dropout(Decimal.parse(part.substring(7)));
        }
        if (part.equals("bn")) {
            return new LayerKind.BatchNorm();
        }
        if (part.equals("gap")) {
            return new LayerKind.AveragePool();
        }
        Activation activation = Choices.find(Activation.values(), part);
        if (activation != null) {
            return new LayerKind.Activate(activation);
        }
        throw new IllegalArgumentException("layers '" + text + "': '" + part + "' is not a layer; there are " + KINDS);
    }

    /** {@code 800}, or {@code 800tanh} with an activation of its own. */
    private LayerKind dense(String part, int digits, boolean last) {
        Activation activation = last ? Activation.SIGMOID : hidden;
        if (digits < part.length()) {
            activation = Choices.find(Activation.values(), part.substring(digits));
            if (activation == null) {
                throw new IllegalArgumentException("layers '" + text + "': '" + part + "' goes on with '"
                        + part.substring(digits) + "', where only an activation may follow");
            }
        }
        return new LayerKind.Dense(number(part.substring(0, digits), part), activation);
    }

    /** {@code conv3x64}, {@code conv3x64s2}, {@code conv5x8s2p0}. */
    private LayerKind convolution(String part) {
        int x = part.indexOf('x');
        if (x < 0) {
            throw new IllegalArgumentException(
                    "layers '" + text + "': '" + part + "' does not say kernel and filters, as conv3x64 does");
        }
        int kernel = number(part.substring(4, x), part);
        int end = digits(part, x + 1);
        int filters = number(part.substring(x + 1, end), part);
        Placing placing = placing(part, end, kernel);
        return new LayerKind.Convolution(kernel, filters, placing.stride, placing.padding);
    }

    /** {@code dw3}, {@code dw3s2}, {@code dw5s2p0}. */
    private LayerKind depthwise(String part) {
        int end = digits(part, 2);
        int kernel = number(part.substring(2, end), part);
        Placing placing = placing(part, end, kernel);
        return new LayerKind.Depthwise(kernel, placing.stride, placing.padding);
    }

    private record Placing(int stride, int padding) {}

    /** What may follow a convolution: {@code s2}, {@code p0}, both or neither. */
    private Placing placing(String part, int from, int kernel) {
        int end = from;
        int stride = 1;
        int padding = kernel / 2;
        if (end < part.length() && part.charAt(end) == 's') {
            int begin = end + 1;
            end = digits(part, begin);
            stride = number(part.substring(begin, end), part);
        }
        if (end < part.length() && part.charAt(end) == 'p') {
            int begin = end + 1;
            end = digits(part, begin);
            padding = number(part.substring(begin, end), part);
        }
        if (end < part.length()) {
            throw new IllegalArgumentException("layers '" + text + "': '" + part + "' goes on with '"
                    + part.substring(end) + "', where only a stride, s2, and a padding, p0, may follow");
        }
        return new Placing(stride, padding);
    }

    /** Where the digits end that begin at a place. */
    private static int digits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private int number(String digits, String part) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "layers '" + text + "': '" + part + "' " + (digits.equals(part) ? "is not" : "does not have")
                            + " a whole number",
                    e);
        }
    }
}
