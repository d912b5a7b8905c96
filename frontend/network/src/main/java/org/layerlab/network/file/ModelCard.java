package org.layerlab.network.file;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.layerlab.network.choice.Choices;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.LabelledSet;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.training.CostPoint;
import org.layerlab.network.verdict.Calibration;

/**
 * What is known about saved parameters: the network's shape, what it learned from and how, its costs and accuracies,
 * and how its input is prepared. Immutable; a JSON object underneath:
 *
 * <pre>{@code
 * {"format": 1, "name": "…", "description": "…", "author": "…", "licence": "CC0-1.0", "parent": "id of the model it comes
 *  from", "kind": "points" or "photos",
 *  "layerDims": [2, 10, 1], "activations": ["relu", "sigmoid"], or where there are other layers than dense ones
 *  "layers": "64x64x3, conv3x32, pool2, bn, relu, gap, 1",
 *  "dataset": {"id": "circle", "seed": 1, "noise": 15, "trainSize": 300, "testSize": 100, …},
 *  "hyperparameters": {"learningRate": 0.2, "iterations": 15000, "batchSize": 300, "optimizer": "sgd", …},
 *  "iteration": 15000, "costs": [[0, 0.693], [100, 0.691], …],
 *  "trainAccuracy": 0.74, "testAccuracy": 0.72, "validationAccuracy": 0.73, "input": {…},
 *  "calibration": {"temperature": 1.2, "unsureBelow": 0.6, "from": "validation", "examples": 900, "unsure": 0.2,
 *                  "accuracyWhenSure": 0.76, "leastFound": 0},
 *  "openCosts": {"sum": 0, "count": 0},
 *  "points": [[0.5, -0.25, 1], …] as x, y, label, where a person placed them,
 *  "engine": "wasm", "js" or "jvm", "precision": "float64" or "float32"}
 * }</pre>
 *
 * <p>Only the shape has to be there. Accuracies are fractions of 1. Keys that are not known here are kept as they are.
 */
public final class ModelCard {
    /** The version of the card's own format. */
    public static final int FORMAT = 1;

    /** Characters of a whole card's JSON. */
    public static final int MAX_LENGTH = 1 << 20;

    /** Characters of one text in it. */
    public static final int MAX_TEXT = 10_000;

    /** Points of the cost history. */
    public static final int MAX_COSTS = 20_000;

    /** What a network looks at. */
    public enum Kind {
        /** Points of the plane: two features. */
        POINTS("points"),
        /** Photos of 64×64 pixels: 12,288 features. */
        PHOTOS("photos");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        /** The name used in the card. */
        public String id() {
            return id;
        }
    }

    private static final String LAYERS = "layers";

    private final JsonObject json;
    private final Architecture architecture;
    private final List<CostPoint> costs;
    private final Optional<Calibration> calibration;
    private final CustomPoints points;

    /** The card of a JSON object that nobody else holds. */
    private ModelCard(JsonObject json) throws ParameterFileException {
        checkValues(json, "the model card");
        long format = whole(json, "format").orElse(FORMAT);
        if (format != FORMAT) {
            throw new ParameterFileException(
                    "the model card is of format " + format + "; format " + FORMAT + " is known here");
        }
        for (String key :
                new String[] {"name", "description", "author", "licence", "parent", "engine", "precision", "kind"}) {
            text(json, key);
        }
        for (String key : new String[] {"dataset", "hyperparameters", "input", "openCosts", "calibration"}) {
            section(json, key);
        }
        Optional<String> kind = text(json, "kind");
        if (kind.isPresent() && kind(json).isEmpty()) {
            throw new ParameterFileException("the model card's kind is " + ParameterFileException.quote(kind.get())
                    + "; there are points and photos");
        }
        whole(json, "iteration");
        fraction(json, "trainAccuracy");
        fraction(json, "testAccuracy");
        fraction(json, "validationAccuracy");
        this.calibration = calibration(json);
        this.architecture = architecture(json);
        this.costs = costs(json);
        this.points = points(json);
        this.json = json;
    }

    /**
     * Reads a card that stands alone.
     *
     * @throws ParameterFileException when it is no JSON, too large, lacks the network's shape, or says something that
     *     cannot be
     */
    public static ModelCard parse(String json) throws ParameterFileException {
        return new ModelCard(parseObject(json));
    }

    /** Reads the card of these parameters; a shape it does not tell is read off them, with ReLU in the hidden layers. */
    static ModelCard parse(String text, Parameters parameters) throws ParameterFileException {
        JsonObject json = parseObject(text);
        if (json.get(LAYERS) == null) {
            JsonObject derived = shape(derived(parameters));
            for (String key : new String[] {"layerDims", "activations"}) {
                if (json.get(key) == null) {
                    json.add(key, derived.get(key));
                }
            }
        }
        ModelCard card = new ModelCard(json);
        Optional<String> complaint = card.complaintAbout(parameters);
        if (complaint.isPresent()) {
            throw new ParameterFileException(complaint.get());
        }
        return card;
    }

    /** The card of parameters that came without one: ReLU in the hidden layers, the kind by the number of inputs. */
    static ModelCard of(Parameters parameters) throws ParameterFileException {
        Architecture architecture = derived(parameters);
        Builder builder = builder(architecture);
        if (architecture.inputs() == 2) {
            builder.kind(Kind.POINTS);
        } else if (architecture.inputs() == 64 * 64 * 3) {
            builder.kind(Kind.PHOTOS);
        }
        return builder.build();
    }

    private static Architecture derived(Parameters parameters) throws ParameterFileException {
        try {
            if (parameters.isNormalised()) {
                throw new IllegalArgumentException(
                        "there are tensors of a batch normalisation, but no model card that tells the layers");
            }
            return parameters.architecture(Activation.RELU);
        } catch (IllegalArgumentException e) {
            throw ParameterFileException.of(e);
        }
    }

    private static JsonObject parseObject(String json) throws ParameterFileException {
        if (json.length() > MAX_LENGTH) {
            throw new ParameterFileException(
                    "the model card has " + json.length() + " characters; at most " + MAX_LENGTH + " are allowed");
        }
        return JsonText.parse(json, "the model card");
    }

    /** Starts a card for a network of this shape. */
    public static Builder builder(Architecture architecture) {
        return new Builder(shape(architecture));
    }

    /** Starts a card that says what this one says, until told otherwise. */
    public Builder toBuilder() {
        return new Builder(json());
    }

    /** Why this cannot be the card of these parameters, or nothing where it can. */
    Optional<String> complaintAbout(Parameters parameters) {
        if (!architecture.isDense()) {
            try {
                architecture.require(parameters);
                return Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.of("the model card says layers " + architecture + ": " + e.getMessage());
            }
        }
        if (parameters.isNormalised()) {
            return Optional.of(
                    "there are tensors of a batch normalisation, but the model card says layers " + architecture);
        }
        if (architecture.layerDims().equals(parameters.layerDims())) {
            return Optional.empty();
        }
        String dims = parameters.layerDims().toString();
        return Optional.of("the model card says layers " + architecture + ", but W and b have the shapes of layers "
                + dims.substring(1, dims.length() - 1));
    }

    /** The network's layers and activations. */
    public Architecture architecture() {
        return architecture;
    }

    /** What people call it. */
    public Optional<String> name() {
        return readText("name");
    }

    /** What people say about it. */
    public Optional<String> description() {
        return readText("description");
    }

    /** Who made it, in their own words. */
    public Optional<String> author() {
        return readText("author");
    }

    /** Under which terms it may be used. */
    public Optional<String> licence() {
        return readText("licence");
    }

    /** The id of the saved model that it was continued or forked from. */
    public Optional<String> parent() {
        return readText("parent");
    }

    /** What it looks at. */
    public Optional<Kind> kind() {
        return kind(json);
    }

    /** What it learned from, in a new object; empty where the card does not tell. */
    public JsonObject dataset() {
        return readSection("dataset");
    }

    /** How it learned, in a new object; empty where the card does not tell. */
    public JsonObject hyperparameters() {
        return readSection("hyperparameters");
    }

    /** How its input is prepared, in a new object; empty where the card does not tell. */
    public JsonObject input() {
        return readSection("input");
    }

    /** How many updates were made. */
    public OptionalLong iteration() {
        JsonValue value = json.get("iteration");
        return value == null ? OptionalLong.empty() : OptionalLong.of(JsonText.wholeNumber(value));
    }

    /** The cost history; empty where the card does not tell. */
    public List<CostPoint> costs() {
        return costs;
    }

    /** The points that a person placed, in their order; none where the card does not tell. */
    public CustomPoints points() {
        return points;
    }

    /** The part of the training examples it gets right, 0 to 1. */
    public OptionalDouble trainAccuracy() {
        return readDouble("trainAccuracy");
    }

    /** The part of the test examples it gets right, 0 to 1. */
    public OptionalDouble testAccuracy() {
        return readDouble("testAccuracy");
    }

    /** The part of the examples kept apart while learning that it gets right, 0 to 1. */
    public OptionalDouble validationAccuracy() {
        return readDouble("validationAccuracy");
    }

    /** How far its probabilities can be trusted, where that was measured. */
    public Optional<Calibration> calibration() {
        return calibration;
    }

    /** What computed it: {@code wasm}, {@code js} or {@code jvm}. */
    public Optional<String> engine() {
        return readText("engine");
    }

    /** In which numbers it was computed: {@code float64} or {@code float32}. */
    public Optional<String> precision() {
        return readText("precision");
    }

    /** All of it, in a new object. */
    public JsonObject json() {
        return Json.parse(json.toString()).asObject();
    }

    /** All of it, as JSON on one line. */
    @Override
    public String toString() {
        return json.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ModelCard card && json.equals(card.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    private Optional<String> readText(String key) {
        JsonValue value = json.get(key);
        return value == null ? Optional.empty() : Optional.of(value.asString());
    }

    private OptionalDouble readDouble(String key) {
        JsonValue value = json.get(key);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value.asDouble());
    }

    private JsonObject readSection(String key) {
        JsonValue value = json.get(key);
        return value == null ? Json.object() : Json.parse(value.toString()).asObject();
    }

    private static JsonObject shape(Architecture architecture) {
        if (!architecture.isDense()) {
            return Json.object().add("format", FORMAT).add(LAYERS, architecture.toString());
        }
        JsonArray dims = new JsonArray();
        for (int n : architecture.layerDims()) {
            dims.add(n);
        }
        JsonArray activations = new JsonArray();
        for (Activation activation : architecture.activations()) {
            activations.add(activation.id());
        }
        return Json.object().add("format", FORMAT).add("layerDims", dims).add("activations", activations);
    }

    private static void checkValues(JsonValue value, String what) throws ParameterFileException {
        if (value.isObject()) {
            for (JsonObject.Member member : value.asObject()) {
                checkText(member.getName(), what);
                checkValues(member.getValue(), what);
            }
        } else if (value.isArray()) {
            for (JsonValue element : value.asArray()) {
                checkValues(element, what);
            }
        } else if (value.isString()) {
            checkText(value.asString(), what);
        } else if (value.isNumber() && !Double.isFinite(value.asDouble())) {
            throw new ParameterFileException(what + " has the number " + ParameterFileException.quote(value.toString())
                    + ", which is too large");
        }
    }

    private static void checkText(String text, String what) throws ParameterFileException {
        if (text.length() > MAX_TEXT) {
            throw new ParameterFileException(
                    what + " has a text of " + text.length() + " characters; at most " + MAX_TEXT + " are allowed");
        }
    }

    private static Optional<String> text(JsonObject json, String key) throws ParameterFileException {
        JsonValue value = json.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw new ParameterFileException("the model card's " + key + " is not a text");
        }
        return Optional.of(value.asString());
    }

    private static void section(JsonObject json, String key) throws ParameterFileException {
        JsonValue value = json.get(key);
        if (value != null && !value.isObject()) {
            throw new ParameterFileException("the model card's " + key + " is not an object");
        }
    }

    private static Optional<Kind> kind(JsonObject json) {
        JsonValue value = json.get("kind");
        for (Kind kind : Kind.values()) {
            if (value != null && kind.id().equals(value.asString())) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private static OptionalLong whole(JsonObject json, String key) throws ParameterFileException {
        JsonValue value = json.get(key);
        if (value == null) {
            return OptionalLong.empty();
        }
        long number = JsonText.wholeNumber(value);
        if (number < 0) {
            throw new ParameterFileException("the model card's " + key + " is "
                    + ParameterFileException.quote(value.toString()) + ", not a whole number");
        }
        return OptionalLong.of(number);
    }

    private static void fraction(JsonObject json, String key) throws ParameterFileException {
        JsonValue value = json.get(key);
        if (value != null && !(value.isNumber() && value.asDouble() >= 0 && value.asDouble() <= 1)) {
            throw new ParameterFileException("the model card's " + key + " is "
                    + ParameterFileException.quote(value.toString()) + ", not a fraction from 0 to 1");
        }
    }

    private static Optional<Calibration> calibration(JsonObject json) throws ParameterFileException {
        if (!(json.get("calibration") instanceof JsonObject about)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Calibration(
                    about.getDouble("temperature", 1),
                    about.getDouble("unsureBelow", 0.5),
                    about.getInt("examples", 0),
                    about.getDouble("unsure", 0),
                    about.getDouble("accuracyWhenSure", 0),
                    about.getDouble("leastFound", 0)));
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            throw new ParameterFileException("the model card's calibration: " + e.getMessage(), e);
        }
    }

    private static Architecture architecture(JsonObject json) throws ParameterFileException {
        Optional<String> layers = text(json, LAYERS);
        if (layers.isPresent()) {
            try {
                return Architecture.parse(layers.get(), Activation.RELU);
            } catch (IllegalArgumentException e) {
                throw new ParameterFileException("the model card: " + e.getMessage(), e);
            }
        }
        JsonArray dims = array(json, "layerDims");
        JsonArray names = array(json, "activations");
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

    private static JsonArray array(JsonObject json, String key) throws ParameterFileException {
        JsonValue value = json.get(key);
        if (value == null || !value.isArray() || value.asArray().size() > Limits.LAYERS + 1) {
            throw new ParameterFileException(
                    "the model card's " + key + " are not a list of at most " + (Limits.LAYERS + 1) + " entries");
        }
        return value.asArray();
    }

    private static List<CostPoint> costs(JsonObject json) throws ParameterFileException {
        JsonValue value = json.get("costs");
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.asArray().size() > MAX_COSTS) {
            throw new ParameterFileException(
                    "the model card's costs are not a list of at most " + MAX_COSTS + " points");
        }
        List<CostPoint> costs = new ArrayList<>();
        for (JsonValue point : value.asArray()) {
            boolean pair = point.isArray()
                    && point.asArray().size() == 2
                    && JsonText.wholeNumber(point.asArray().get(0)) >= 0
                    && JsonText.wholeNumber(point.asArray().get(0)) <= Integer.MAX_VALUE
                    && point.asArray().get(1).isNumber();
            if (!pair) {
                throw new ParameterFileException("the model card's costs have "
                        + ParameterFileException.quote(point.toString()) + ", which is not [iteration, cost]");
            }
            costs.add(new CostPoint(
                    (int) JsonText.wholeNumber(point.asArray().get(0)),
                    point.asArray().get(1).asDouble()));
        }
        return List.copyOf(costs);
    }

    private static CustomPoints points(JsonObject json) throws ParameterFileException {
        JsonValue value = json.get("points");
        if (value == null) {
            return CustomPoints.NONE;
        }
        if (!value.isArray() || value.asArray().size() > CustomPoints.MOST) {
            throw new ParameterFileException(
                    "the model card's points are not a list of at most " + CustomPoints.MOST + " points");
        }
        int m = value.asArray().size();
        if (m == 0) {
            return CustomPoints.NONE;
        }
        double[] X = new double[2 * m];
        double[] Y = new double[m];
        for (int i = 0; i < m; i++) {
            JsonValue point = value.asArray().get(i);
            if (!isPoint(point)) {
                throw new ParameterFileException("the model card's points have "
                        + ParameterFileException.quote(point.toString()) + ", which is not [x, y, 0 or 1]");
            }
            X[i] = point.asArray().get(0).asDouble();
            X[m + i] = point.asArray().get(1).asDouble();
            Y[i] = JsonText.wholeNumber(point.asArray().get(2));
        }
        return CustomPoints.of(new LabelledSet(2, m, X, Y));
    }

    private static boolean isPoint(JsonValue value) {
        if (!value.isArray() || value.asArray().size() != 3) {
            return false;
        }
        JsonArray point = value.asArray();
        long label = JsonText.wholeNumber(point.get(2));
        return point.get(0).isNumber() && point.get(1).isNumber() && (label == 0 || label == 1);
    }

    /** Collects what a card shall say. Each call replaces what an earlier one said under the same key. */
    public static final class Builder {
        private final JsonObject json;

        private Builder(JsonObject json) {
            this.json = json;
        }

        /** What people call it. */
        public Builder name(String name) {
            return set("name", Json.value(name));
        }

        /** What people say about it. */
        public Builder description(String description) {
            return set("description", Json.value(description));
        }

        /** Who made it, in their own words. */
        public Builder author(String author) {
            return set("author", Json.value(author));
        }

        /** Under which terms it may be used. */
        public Builder licence(String licence) {
            return set("licence", Json.value(licence));
        }

        /** The id of the saved model that it was continued or forked from. */
        public Builder parent(String id) {
            return set("parent", Json.value(id));
        }

        /** What it looks at. */
        public Builder kind(Kind kind) {
            return set("kind", Json.value(kind.id()));
        }

        /** What it learned from; copied. */
        public Builder dataset(JsonObject dataset) {
            return set("dataset", dataset);
        }

        /** How it learned; copied. */
        public Builder hyperparameters(JsonObject hyperparameters) {
            return set("hyperparameters", hyperparameters);
        }

        /** How its input is prepared; copied. */
        public Builder input(JsonObject input) {
            return set("input", input);
        }

        /** How many updates were made. */
        public Builder iteration(long iteration) {
            return set("iteration", Json.value(iteration));
        }

        /**
         * The cost history. Points whose cost is not finite are left out, for JSON cannot tell them; of more than
         * {@link #MAX_COSTS} every second, third … one is kept, and the last.
         */
        public Builder costs(List<CostPoint> costs) {
            List<CostPoint> finite = costs.stream()
                    .filter(point -> Double.isFinite(point.cost()))
                    .toList();
            // One less, to leave room for the last point.
            int step = finite.size() <= MAX_COSTS ? 1 : (finite.size() + MAX_COSTS - 2) / (MAX_COSTS - 1);
            JsonArray points = new JsonArray();
            for (int i = 0; i < finite.size(); i++) {
                if (i % step == 0 || i == finite.size() - 1) {
                    CostPoint point = finite.get(i);
                    points.add(new JsonArray().add(point.iteration()).add(point.cost()));
                }
            }
            return set("costs", points);
        }

        /** The points that a person placed. */
        public Builder points(CustomPoints points) {
            JsonArray list = new JsonArray();
            for (int i = 0; i < points.size(); i++) {
                list.add(new JsonArray().add(points.x(i)).add(points.y(i)).add(points.label(i)));
            }
            return set("points", list);
        }

        /** The part of the training examples it gets right, 0 to 1. */
        public Builder trainAccuracy(double fraction) {
            return set("trainAccuracy", number("trainAccuracy", fraction));
        }

        /** The part of the test examples it gets right, 0 to 1. */
        public Builder testAccuracy(double fraction) {
            return set("testAccuracy", number("testAccuracy", fraction));
        }

        /** The part of the examples kept apart while learning that it gets right, 0 to 1. */
        public Builder validationAccuracy(double fraction) {
            return set("validationAccuracy", number("validationAccuracy", fraction));
        }

        /** How far its probabilities can be trusted, found on a validation part. */
        public Builder calibration(Calibration calibration) {
            return set(
                    "calibration",
                    new JsonObject()
                            .add("temperature", calibration.temperature())
                            .add("unsureBelow", calibration.unsureBelow())
                            .add("from", "validation")
                            .add("examples", calibration.examples())
                            .add("unsure", calibration.unsure())
                            .add("accuracyWhenSure", calibration.accuracyWhenSure())
                            .add("leastFound", calibration.leastFound()));
        }

        /** What computed it: {@code wasm}, {@code js} or {@code jvm}. */
        public Builder engine(String engine) {
            return set("engine", Json.value(engine));
        }

        /** In which numbers it was computed: {@code float64} or {@code float32}. */
        public Builder precision(String precision) {
            return set("precision", Json.value(precision));
        }

        /** Anything else; copied when the card is built. */
        public Builder set(String key, JsonValue value) {
            json.set(key, value);
            return this;
        }

        /** Takes back what was said under a key. */
        public Builder remove(String key) {
            json.remove(key);
            return this;
        }

        /**
         * The card.
         *
         * @throws IllegalArgumentException when it would be too large, or says something that cannot be
         */
        public ModelCard build() {
            try {
                return parse(json.toString());
            } catch (ParameterFileException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }

        private static JsonValue number(String key, double value) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("the model card's " + key + " cannot be " + value);
            }
            return Json.value(value);
        }
    }
}
