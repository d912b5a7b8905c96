package org.layerlab.page.settings;

import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.JSBody;

/** What a model's JSON says, as text for people; what it does not say is empty. */
public final class CardText {
    private static final String LAYERS = "layers";

    private CardText() {}

    /** A text; empty where there is none. */
    public static String string(JsonObject json, String key) {
        JsonValue value = json.get(key);
        return value != null && value.isString() ? value.asString() : "";
    }

    /** What a model is called, in the reader's language where it is a built-in one; its id where it has no name. */
    public static String name(JsonObject model, String id) {
        String name = string(model, "name");
        return name.isEmpty() ? id : ofBuiltIn(model, name);
    }

    /** A text of a card: in the reader's language if the model is a built-in one, else as its author wrote it. */
    public static String ofBuiltIn(JsonObject model, String text) {
        return model.getBoolean("bundled", false) ? Texts.said(text) : text;
    }

    /** The beginning of a text that is longer than that, and a sign that there is more. */
    public static String cut(String text, int most) {
        return text.length() <= most ? text : Text.start(text, most) + "…";
    }

    public static double number(JsonObject json, String key) {
        JsonValue value = json.get(key);
        return value != null && value.isNumber() ? value.asDouble() : Double.NaN;
    }

    /**
     * How many examples an accuracy was measured on; NaN where neither the model nor its data set says so.
     *
     * @param split {@code train} or {@code test}
     */
    public static double examples(JsonObject json, String split) {
        double examples = number(json, split + "Examples");
        return Double.isNaN(examples) ? number(object(json, "dataset"), split + "Size") : examples;
    }

    /** How many features of a point a card's network takes; 0 where it names none. */
    public static int features(JsonObject card) {
        String features = string(object(card, "hyperparameters"), "features");
        return features.isEmpty() ? 0 : Text.split(features, ',').size();
    }

    public static JsonObject object(JsonObject json, String key) {
        JsonValue value = json.get(key);
        return value != null && value.isObject() ? value.asObject() : new JsonObject();
    }

    /** {@code "2 · 10 · 1"}, or the layers of a network that has other ones than dense. */
    public static String layers(JsonObject json) {
        String layers = string(json, LAYERS);
        if (!layers.isEmpty()) {
            return LayersText.of(layers, " · ");
        }
        JsonValue dims = json.get("layerDims");
        if (dims == null || !dims.isArray()) {
            return "";
        }
        return dims(dims.asArray());
    }

    /** What {@link #layers} says of a network's card. */
    public static String layersOf(Architecture architecture) {
        return architecture.isDense() ? dims(architecture.layerDims()) : LayersText.of(architecture.toString(), " · ");
    }

    private static String dims(Iterable<?> layerDims) {
        StringBuilder text = new StringBuilder();
        for (Object units : layerDims) {
            text.append(text.length() == 0 ? "" : " · ").append(units);
        }
        return text.toString();
    }

    /** The same where there is little room: of a network that has other layers, filters and units alone. */
    public static String brief(JsonObject json) {
        String layers = string(json, LAYERS);
        if (!layers.contains("conv")) {
            return layers(json);
        }
        StringBuilder text = new StringBuilder("conv");
        for (String layer : Text.split(layers, ',')) {
            String kind = layer.trim();
            boolean isConvolution = kind.startsWith("conv");
            String width = isConvolution ? kind.substring(kind.indexOf('x') + 1) : kind;
            // A convolution may tell its stride and padding after the filters, the input has an x.
            int end = 0;
            while (end < width.length() && width.charAt(end) >= '0' && width.charAt(end) <= '9') {
                end++;
            }
            if (kind.startsWith("softmax")) {
                text.append(" · ").append(LayersText.layer(kind));
            } else if (end > 0 && (isConvolution || kind.indexOf('x') < 0 || end == width.length())) {
                text.append(text.length() == 4 ? " " : " · ").append(width, 0, end);
            }
        }
        return text.toString();
    }

    /** Whether it tells classes of the user's own apart, and no cats from dogs. */
    public static boolean hasOwnClasses(JsonObject json) {
        return string(json, LAYERS).contains("softmax");
    }

    /** What the classes of a softmax are called; empty where the network has one output. */
    public static List<String> classes(JsonObject json) {
        List<String> names = new ArrayList<>();
        if (hasOwnClasses(json) && object(json, "dataset").get("classes") instanceof JsonArray classes) {
            classes.forEach(name -> names.add(name.isString() ? name.asString() : name.toString()));
        }
        return names;
    }

    /** The network's inputs; 0 where the card does not say. */
    public static int inputs(JsonObject json) {
        String layers = string(json, LAYERS);
        if (!layers.isEmpty()) {
            try {
                return Architecture.parse(layers, Activation.RELU).inputs();
            } catch (IllegalArgumentException e) {
                return 0;
            }
        }
        JsonValue dims = json.get("layerDims");
        boolean told = dims != null
                && dims.isArray()
                && !dims.asArray().isEmpty()
                && dims.asArray().get(0).isNumber();
        return told ? (int) dims.asArray().get(0).asDouble() : 0;
    }

    /** {@code learningRate} → {@code learning rate}. Keys are ASCII; Unicode's tables would weigh more than the page. */
    public static String words(String key) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c >= 'A' && c <= 'Z' && i > 0) {
                text.append(' ').append((char) (c - 'A' + 'a'));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    /** A text or a number as people write it. */
    public static String plain(JsonValue value) {
        if (value.isString()) {
            return value.asString();
        }
        return value.isNumber() ? Text.number(value.asDouble()) : value.toString();
    }

    /** A moment as the page's language writes it, in the reader's country where the browser names that. */
    @JSBody(
            params = "iso",
            script = "var date = new Date(iso), language = document.documentElement.lang;"
                    + "var here = navigator.languages.filter(function(l) { return l.indexOf(language) === 0; });"
                    + "return isNaN(date) ? '' :"
                    + " date.toLocaleString(here[0] || language, {dateStyle: 'medium', timeStyle: 'short'});")
    public static native String date(String iso);
}
