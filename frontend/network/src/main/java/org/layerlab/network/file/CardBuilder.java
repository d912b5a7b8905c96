package org.layerlab.network.file;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.training.CostPoint;
import org.layerlab.network.verdict.Calibration;

/** Collects what a card should say. Each call replaces what an earlier one said under the same key. */
public final class CardBuilder {
    private final JsonObject json;

    /** Starts the card of a network of this shape. */
    public CardBuilder(Architecture architecture) {
        json = Json.object().add(ModelCard.FORMAT_KEY, ModelCard.FORMAT);
        CardShape.write(architecture, json);
    }

    /** Starts with all that another card says. */
    public CardBuilder(ModelCard card) {
        json = card.json();
    }

    /** What people call it. */
    public CardBuilder name(String name) {
        return set("name", Json.value(name));
    }

    /** What people say about it. */
    public CardBuilder description(String description) {
        return set("description", Json.value(description));
    }

    /** Who made it, in their own words. */
    public CardBuilder author(String author) {
        return set("author", Json.value(author));
    }

    /** Under which terms it may be used. */
    public CardBuilder licence(String licence) {
        return set("licence", Json.value(licence));
    }

    /** The id of the saved model that it was continued or forked from. */
    public CardBuilder parent(String id) {
        return set("parent", Json.value(id));
    }

    /** What it looks at. */
    public CardBuilder kind(ModelCard.Kind kind) {
        return set("kind", Json.value(kind.id()));
    }

    /** What it learned from; copied. */
    public CardBuilder dataset(JsonObject dataset) {
        return set("dataset", dataset);
    }

    /** How it learned; copied. */
    public CardBuilder hyperparameters(JsonObject hyperparameters) {
        return set("hyperparameters", hyperparameters);
    }

    /** How its input is prepared, where it takes no photos; copied. */
    public CardBuilder input(JsonObject input) {
        return set("input", input);
    }

    /** How photos become its input. */
    public CardBuilder input(PhotoPreparation preparation) {
        return set("input", PreparationJson.write(preparation));
    }

    /** How many updates were made. */
    public CardBuilder iteration(long iteration) {
        return set("iteration", Json.value(iteration));
    }

    /**
     * The cost history. Points whose cost is not finite are left out, because JSON has no such numbers; of more than
     * {@link ModelCard#MAX_COSTS} every second, third … one is kept, and the last.
     */
    public CardBuilder costs(List<CostPoint> costs) {
        List<CostPoint> finite = new ArrayList<>(costs);
        finite.removeIf(point -> !Double.isFinite(point.cost()));
        // One less, to leave room for the last point.
        int step = finite.size() <= ModelCard.MAX_COSTS
                ? 1
                : (finite.size() + ModelCard.MAX_COSTS - 2) / (ModelCard.MAX_COSTS - 1);
        JsonArray points = new JsonArray();
        for (int i = 0; i < finite.size(); i++) {
            if (i % step == 0 || i == finite.size() - 1) {
                CostPoint point = finite.get(i);
                points.add(new JsonArray().add(point.iteration()).add(point.cost()));
            }
        }
        return set("costs", points);
    }

    /** The points that the user placed. */
    public CardBuilder points(CustomPoints points) {
        JsonArray list = new JsonArray();
        for (int i = 0; i < points.size(); i++) {
            list.add(new JsonArray().add(points.x(i)).add(points.y(i)).add(points.label(i)));
        }
        return set("points", list);
    }

    /**
     * How right it is on training examples.
     *
     * @param fraction 0 to 1
     * @param examples how many it was measured on
     */
    public CardBuilder trainAccuracy(double fraction, int examples) {
        return accuracy(ModelCard.TRAIN, fraction, examples);
    }

    /** The same on test examples. */
    public CardBuilder testAccuracy(double fraction, int examples) {
        return accuracy(ModelCard.TEST, fraction, examples);
    }

    /** The same on the examples kept apart while learning. */
    public CardBuilder validationAccuracy(double fraction, int examples) {
        return accuracy(ModelCard.VALIDATION, fraction, examples);
    }

    /**
     * The coefficient of determination of a regression on training examples.
     *
     * @param r2 left out where it is NaN or infinite, as where all numbers to be learned are the same: JSON has no such
     *     number
     */
    public CardBuilder trainR2(double r2) {
        return r2(ModelCard.TRAIN, r2);
    }

    /** The same on test examples. */
    public CardBuilder testR2(double r2) {
        return r2(ModelCard.TEST, r2);
    }

    private CardBuilder r2(String split, double r2) {
        String key = split + "R2";
        return Double.isFinite(r2) ? set(key, Json.value(r2)) : remove(key);
    }

    private CardBuilder accuracy(String split, double fraction, int examples) {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("the model card's " + split + "Accuracy cannot be " + fraction);
        }
        return set(split + "Accuracy", Json.value(fraction)).set(split + "Examples", Json.value(examples));
    }

    /** How far its probabilities can be trusted, found on a validation set. */
    public CardBuilder calibration(Calibration calibration) {
        return set("calibration", CalibrationJson.write(calibration));
    }

    /** What computed it: {@code wasm}, {@code js}, {@code webgpu} or {@code jvm}. */
    public CardBuilder engine(String engine) {
        return set("engine", Json.value(engine));
    }

    /** In which numbers it was computed: {@code float64} or {@code float32}. */
    public CardBuilder precision(String precision) {
        return set("precision", Json.value(precision));
    }

    /** Anything else; copied when the card is built. */
    public CardBuilder set(String key, JsonValue value) {
        json.set(key, value);
        return this;
    }

    /** Takes back what was said under a key. */
    public CardBuilder remove(String key) {
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
            return ModelCard.parse(json.toString());
        } catch (ParameterFileException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
