package org.layerlab.page.inside;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.page.browser.Texts;

/**
 * A group of layers that the page shows in one row, as the worker describes it.
 *
 * @param index from 0
 * @param last whether it gives the network's answer
 * @param layers as in a card
 * @param kind {@code convolution}, {@code mean}, {@code dense} or {@code given}
 * @param number of its layer with weights, from 1
 * @param output the shape of its maps
 * @param input the shape of what goes in
 * @param window which part of the input a pixel can see
 * @param classes what the network's outputs are called, in the last group; else empty
 */
record Group(
        int index,
        boolean last,
        String layers,
        String kind,
        int number,
        Size output,
        Size input,
        Window window,
        List<String> classes) {
    static final String MEAN = "mean";

    /** A shape. */
    record Size(int height, int width, int channels) {
        /** Whether it is a row of numbers rather than maps. */
        boolean isNumbers() {
            return height * width == 1;
        }
    }

    /**
     * The square of the input that an output pixel can see.
     *
     * @param offset first row and column of the first pixel's square, negative in the padding
     * @param reach its side
     * @param stride input pixels from one output pixel's square to the next one's
     */
    record Window(int offset, int reach, int stride) {}

    /** All groups of a network. */
    static List<Group> list(String json, List<String> classes) {
        List<Group> groups = new ArrayList<>();
        for (JsonValue value : Json.parse(json).asObject().get("groups").asArray()) {
            JsonObject group = value.asObject();
            groups.add(of(groups.size(), group));
        }
        int end = groups.size() - 1;
        groups.set(end, groups.get(end).asLast(classes));
        return groups;
    }

    private static Group of(int index, JsonObject json) {
        return new Group(
                index,
                false,
                json.getString("layers", ""),
                json.getString("kind", ""),
                json.getInt("number", 0),
                new Size(json.getInt("height", 1), json.getInt("width", 1), json.getInt("channels", 1)),
                new Size(json.getInt("inputHeight", 1), json.getInt("inputWidth", 1), json.getInt("inputChannels", 1)),
                new Window(json.getInt("offset", 0), json.getInt("reach", 1), json.getInt("stride", 1)),
                List.of());
    }

    private Group asLast(List<String> names) {
        return new Group(index, true, layers, kind, number, output, input, window, names);
    }

    /** What its row is called. */
    String title() {
        if (last) {
            return Texts.of("Answer");
        }
        return switch (kind) {
            case MEAN -> Texts.of("Means of the maps");
            case "given" -> Texts.of("Before layer 1");
            default -> Texts.of("Layer {0}", number);
        };
    }

    /** How many maps or numbers it has. */
    String size() {
        return output.isNumbers()
                ? Texts.of("Numbers: {0}", output.channels())
                : Texts.of(
                        "Feature maps: {0}, each of {1} × {2} pixels",
                        output.channels(), output.width(), output.height());
    }

    /** What one of its maps or numbers is called among all of the network's. */
    String fullName(int channel) {
        if (last) {
            return outputName(channel);
        }
        return output.isNumbers()
                ? Texts.of("{0}, number {1}", title(), channel + 1)
                : Texts.of("{0}, map {1}", title(), channel + 1);
    }

    /** What one of its maps or numbers is called in its group, by its place from 0. */
    String name(int channel) {
        if (last) {
            return outputName(channel);
        }
        if (kind.equals(MEAN)) {
            return Texts.of("Mean {0}", channel + 1);
        }
        return output.isNumbers() ? Texts.of("Number {0}", channel + 1) : Texts.of("Map {0}", channel + 1);
    }

    /** The single output is the answer; of several, each is a class's. */
    private String outputName(int channel) {
        if (output.channels() == 1) {
            return title();
        }
        String name = channel < classes.size() ? Texts.said(classes.get(channel)) : Texts.of("class {0}", channel);
        return Texts.of("Answer: {0}", name);
    }
}
