package org.layerlab.network.file;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.layerlab.network.choice.Choices;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;

/**
 * The network's shape in a model card: {@code layerDims} and {@code activations} of a dense network, {@code layers} of
 * any other.
 */
final class CardShape {
    private static final String LAYERS = "layers";
    private static final String LAYER_DIMS = "layerDims";
    private static final String ACTIVATIONS = "activations";

    private CardShape() {}

    /** Adds the shape to a card that has none. */
    static void write(Architecture architecture, JsonObject json) {
        if (!architecture.isDense()) {
            json.add(LAYERS, architecture.toString());
            return;
        }
        JsonArray dims = new JsonArray();
        for (int n : architecture.layerDims()) {
            dims.add(n);
        }
        JsonArray activations = new JsonArray();
        for (Activation activation : architecture.activations()) {
            activations.add(activation.id());
        }
        json.add(LAYER_DIMS, dims).add(ACTIVATIONS, activations);
    }

    /** Adds what a card does not say of its shape and the parameters tell, with ReLU in the hidden layers. */
    static void complete(JsonObject json, Parameters parameters) throws ParameterFileException {
        if (json.get(LAYERS) != null) {
            return;
        }
        JsonObject derived = Json.object();
        write(derive(parameters), derived);
        for (JsonObject.Member member : derived) {
            if (json.get(member.getName()) == null) {
                json.add(member.getName(), member.getValue());
            }
        }
    }

    /** The shape of parameters that came without one: dense layers, ReLU in the hidden ones. */
    static Architecture derive(Parameters parameters) throws ParameterFileException {
        try {
            if (parameters.isNormalized()) {
                throw new IllegalArgumentException(
                        "there are tensors of a batch normalization, but no model card that says the layers");
            }
            return Architecture.of(parameters.layerDims(), Activation.RELU);
        } catch (IllegalArgumentException e) {
            throw ParameterFileException.of(e);
        }
    }

    /** The shape that a card says. */
    static Architecture read(JsonObject json, CardReader reader) throws ParameterFileException {
        Optional<String> layers = reader.text(LAYERS);
        if (layers.isPresent()) {
            try {
                Architecture architecture = Architecture.parse(layers.get(), Activation.RELU);
                requireSame(architecture, json);
                return architecture;
            } catch (IllegalArgumentException e) {
                throw new ParameterFileException("the model card: " + e.getMessage(), e);
            }
        }
        JsonArray dims = array(json, LAYER_DIMS);
        JsonArray names = array(json, ACTIVATIONS);
        List<Integer> layerDims = new ArrayList<>();
        List<Activation> activations = new ArrayList<>();
        for (JsonValue value : dims) {
            long n = JsonText.wholeNumber(value);
            if (n < 1 || n > Integer.MAX_VALUE) {
                throw new ParameterFileException("the model card's layerDims have "
                        + ParameterFileException.quote(value.toString()) + ", which is not a layer size");
            }
            layerDims.add((int) n);
        }
        for (JsonValue value : names) {
            Activation activation = value.isString() ? Choices.find(Activation.values(), value.asString()) : null;
            if (activation == null) {
                throw new ParameterFileException("the model card's activations have "
                        + ParameterFileException.quote(value.toString())
                        + "; there are " + Choices.ids(Activation.values()));
            }
            activations.add(activation);
        }
        try {
            return new Architecture(layerDims, activations);
        } catch (IllegalArgumentException e) {
            throw new ParameterFileException("the model card: " + e.getMessage(), e);
        }
    }

    /** Refuses a card that says its layers twice, and not the same. */
    private static void requireSame(Architecture architecture, JsonObject json) {
        if (!architecture.isDense()) {
            // Of other layers, these two keys tell nothing.
            return;
        }
        JsonObject written = Json.object();
        write(architecture, written);
        for (String key : List.of(LAYER_DIMS, ACTIVATIONS)) {
            if (json.get(key) instanceof JsonArray said
                    && written.get(key) instanceof JsonArray own
                    && !isSame(said, own)) {
                throw new IllegalArgumentException("it says layers " + architecture.withActivations() + ", but " + key
                        + " " + ParameterFileException.quote(said.toString()));
            }
        }
    }

    /** Whether two lists hold the same texts, or the same numbers, however these are written. */
    private static boolean isSame(JsonArray a, JsonArray b) {
        boolean same = a.size() == b.size();
        for (int i = 0; same && i < a.size(); i++) {
            JsonValue one = a.get(i);
            JsonValue other = b.get(i);
            boolean numbers = one.isNumber() && other.isNumber();
            same = numbers ? one.asDouble() == other.asDouble() : one.equals(other);
        }
        return same;
    }

    private static JsonArray array(JsonObject json, String key) throws ParameterFileException {
        JsonValue value = json.get(key);
        if (value == null || !value.isArray() || value.asArray().size() > Architecture.MOST_LAYERS + 1) {
            throw new ParameterFileException("the model card's " + key + " are not a list of at most "
                    + (Architecture.MOST_LAYERS + 1) + " entries");
        }
        return value.asArray();
    }

    /** Why this cannot be the shape of these parameters, or nothing where it can. */
    static Optional<String> complaint(String who, Architecture architecture, Parameters parameters) {
        if (!architecture.isDense()) {
            try {
                architecture.require(parameters);
                return Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.of(who + " layers " + architecture + ": " + e.getMessage());
            }
        }
        if (parameters.isNormalized()) {
            return Optional.of("there are tensors of a batch normalization, but " + who + " layers " + architecture);
        }
        if (architecture.layerDims().equals(parameters.layerDims())) {
            return Optional.empty();
        }
        String dims = parameters.layerDims().toString();
        return Optional.of(who + " layers " + architecture + ", but W and b have the shapes of layers "
                + dims.substring(1, dims.length() - 1));
    }
}
