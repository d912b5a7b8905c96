package org.layerlab.network.file;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.PhotoSide;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.MapShape;
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
 *                  "accuracyWhenSure": 0.76, "leastFound": 0.2,
 *                  "familiarity": {"hidden": {"mean": [0.4, …], "deviation": [0.1, …], "step": 0.001, "W": [12, …],
 *                                             "b": [0.3, …]}, "W": [0.5, …], "b": -1.5}},
 *  "openCosts": {"sum": 0, "count": 0},
 *  "points": [[0.5, -0.25, 1], …] as x, y, label, where a person placed them; if they came from a table, "dataset" has
 *  what was done to its coordinates and what it calls the classes: {…, "table": "…", "classes": ["setosa", …]},
 *  "engine": "wasm", "js", "webgpu" or "jvm", "precision": "float64" or "float32"}
 * }</pre>
 *
 * <p>Only the shape has to be there. Accuracies are fractions of 1. Keys that are not known here are kept as they are.
 */
public final class ModelCard {
    /** The version of the card's own format. */
    public static final int FORMAT = 1;

    /** Characters of a whole card's JSON. */
    public static final int MAX_LENGTH = 1 << 20;

    /** Points of the cost history. */
    public static final int MAX_COSTS = CardReader.MAX_COSTS;

    /** Characters of one text, such as the name. */
    public static final int MAX_TEXT = CardReader.MAX_TEXT;

    /** What a network looks at. */
    public enum Kind {
        /** Points of the plane: two features. */
        POINTS("points"),
        /** Square photos in three channels: 12,288 features of 64×64 pixels. */
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

    static final String FORMAT_KEY = "format";

    private static final String[] TEXTS = {
        "name", "description", "author", "licence", "parent", "engine", "precision", "kind"
    };
    private static final String[] SECTIONS = {"dataset", "hyperparameters", "input", "openCosts", "calibration"};
    /** What accuracies are measured on. */
    static final String TRAIN = "train";

    static final String TEST = "test";
    static final String VALIDATION = "validation";

    /** More than any data set has. */
    private static final double MOST_EXAMPLES = 1e12;

    private final JsonObject json;
    private final Architecture architecture;
    private final List<CostPoint> costs;
    private final Optional<Calibration> calibration;
    private final CustomPoints points;

    /** The card of a JSON object that nobody else holds. */
    private ModelCard(JsonObject json) throws ParameterFileException {
        CardReader reader = new CardReader(json);
        long format = reader.whole(FORMAT_KEY).orElse(FORMAT);
        if (format != FORMAT) {
            String problem = "the model card is of format " + format + "; this version reads format " + FORMAT;
            throw format > FORMAT ? new LaterFormatException(problem) : new ParameterFileException(problem);
        }
        for (String key : TEXTS) {
            reader.text(key);
        }
        for (String key : SECTIONS) {
            reader.section(key);
        }
        Optional<String> kind = reader.text("kind");
        if (kind.isPresent() && kind(json).isEmpty()) {
            throw new ParameterFileException("the model card's kind is " + ParameterFileException.quote(kind.get())
                    + "; there are points and photos");
        }
        reader.whole("iteration");
        for (String split : List.of(TRAIN, TEST, VALIDATION)) {
            reader.fraction(split + "Accuracy");
            reader.whole(split + "Examples");
        }
        this.architecture = CardShape.read(json, reader);
        this.calibration = reader.calibration(architecture);
        this.costs = reader.costs();
        this.points = reader.points();
        this.json = json;
    }

    /**
     * Checks a text of a card.
     *
     * @throws ParameterFileException when it is too long, or has half of a character, a surrogate without its pair
     */
    public static void requireText(String text) throws ParameterFileException {
        CardReader.checkText(text);
    }

    /**
     * Reads a card that stands alone.
     *
     * @throws ParameterFileException when it is not JSON, is too large, lacks the network's shape, or says something that
     *     cannot be
     */
    public static ModelCard parse(String json) throws ParameterFileException {
        return new ModelCard(parseObject(json));
    }

    /** Reads the card of these parameters, which tell what the card does not say of the network's shape. */
    static ModelCard parse(String text, Parameters parameters) throws ParameterFileException {
        JsonObject json = parseObject(text);
        CardShape.complete(json, parameters);
        // What will be written may be longer than what came: by the shape, and by characters that have to be escaped.
        ModelCard card = new ModelCard(parseObject(json.toString()));
        Optional<String> complaint = card.complaintAbout(parameters);
        if (complaint.isPresent()) {
            throw new ParameterFileException(complaint.get());
        }
        return card;
    }

    /** The card of parameters that came without one: ReLU in the hidden layers, the kind by the number of inputs. */
    static ModelCard of(Parameters parameters) throws ParameterFileException {
        Architecture architecture = CardShape.derive(parameters);
        JsonObject json = Json.object().add(FORMAT_KEY, FORMAT);
        CardShape.write(architecture, json);
        if (architecture.inputs() == 2) {
            json.add("kind", Kind.POINTS.id());
        } else if (side(architecture) > 0) {
            json.add("kind", Kind.PHOTOS.id());
        }
        return new ModelCard(json);
    }

    private static JsonObject parseObject(String json) throws ParameterFileException {
        if (json.length() > MAX_LENGTH) {
            throw new ParameterFileException(
                    "the model card has " + json.length() + " characters; at most " + MAX_LENGTH + " are allowed");
        }
        return JsonText.parse(json, "the model card");
    }

    /** Why this cannot be the card of these parameters, or nothing where it can. */
    Optional<String> complaintAbout(Parameters parameters) {
        return CardShape.complaint("the model card says", architecture, parameters);
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

    /** What it learned from, in a new object; empty where the card does not say. */
    public JsonObject dataset() {
        return readSection("dataset");
    }

    /** How it learned, in a new object; empty where the card does not say. */
    public JsonObject hyperparameters() {
        return readSection("hyperparameters");
    }

    /** How its input is prepared, in a new object; empty where the card does not say. */
    public JsonObject input() {
        return readSection("input");
    }

    /** Whether the network's input has the shape of a photo. */
    public boolean takesPhotos() {
        return side(architecture) > 0;
    }

    /** The side of the photos that a network takes; 0 where its input is something else. */
    private static int side(Architecture architecture) {
        int side = architecture.isRegression() ? 0 : PhotoSide.of(architecture.inputs());
        boolean square = side == 0
                || architecture.isDense()
                || architecture.input().equals(new MapShape(side, side, PhotoPreparation.CHANNELS));
        return square ? side : 0;
    }

    /**
     * How a photo becomes the network's input.
     *
     * @throws IllegalArgumentException when the network takes no photos, or the card asks for what cannot be done here
     */
    public PhotoPreparation preparation() {
        int side = side(architecture);
        if (architecture.isRegression()) {
            throw new IllegalArgumentException("this network's answer is a number, not a class; photos have classes");
        }
        if (side == 0) {
            throw new IllegalArgumentException("this network takes " + architecture.inputs()
                    + " numbers, not a photo: n×n pixels in three channels are n·n·3, 12288 for 64×64");
        }
        PhotoPreparation preparation = PreparationJson.read(input(), side);
        if (preparation.side() != side) {
            throw new IllegalArgumentException("the card's input is " + preparation.side() + "×" + preparation.side()
                    + " pixels, but the layers take " + side + "×" + side);
        }
        return preparation;
    }

    /**
     * What the classes are called, from class 0 on; empty where the card does not say. Photos of two classes are of cats
     * and dogs.
     */
    public List<String> classes() {
        List<String> names = CardReader.classes(json);
        if (names.size() == architecture.classes()) {
            return names;
        }
        boolean pets = architecture.outputs() == 1 && takesPhotos() && kind().equals(Optional.of(Kind.PHOTOS));
        return pets ? List.of("cat", "dog") : List.of();
    }

    /** How many updates were made. */
    public OptionalLong iteration() {
        JsonValue value = json.get("iteration");
        return value == null ? OptionalLong.empty() : OptionalLong.of(JsonText.wholeNumber(value));
    }

    /** The cost history; empty where the card does not say. */
    public List<CostPoint> costs() {
        return costs;
    }

    /** The points that the user placed, in their order; none where the card does not say. */
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

    /** How many training examples that was measured on; 0 where the card does not say. */
    public long trainExamples() {
        return examples(TRAIN);
    }

    /** How many test examples that was measured on; 0 where the card does not say. */
    public long testExamples() {
        return examples(TEST);
    }

    /** Cards of earlier versions have the size of the data set alone. */
    private long examples(String split) {
        JsonValue told = json.get(split + "Examples");
        JsonValue size = told == null ? dataset().get(split + "Size") : told;
        return size != null && size.isNumber() ? (long) Math.max(0, Math.min(MOST_EXAMPLES, size.asDouble())) : 0;
    }

    /** How far its probabilities can be trusted, where that was measured. */
    public Optional<Calibration> calibration() {
        return calibration;
    }

    /** What computed it: {@code wasm}, {@code js}, {@code jvm}, or {@code webgpu} where a GPU made any of its updates. */
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

    private static Optional<Kind> kind(JsonObject json) {
        JsonValue value = json.get("kind");
        for (Kind kind : Kind.values()) {
            if (value != null && kind.id().equals(value.asString())) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
