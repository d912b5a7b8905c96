package org.layerlab.backend.preview;

import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.List;
import java.util.Optional;
import org.layerlab.network.data.InputFeature;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.file.ModelCard;

/** The training points of a playground model, from its card, which may be hostile. */
final class CardPoints {
    private static final int MAX_POINTS = 2000;

    private CardPoints() {}

    /** The training points, at most {@value #MAX_POINTS}; empty if the card has none. */
    static Optional<LabeledSet> of(ModelCard card) {
        JsonObject dataset = card.dataset();
        try {
            if (card.json().get("points") instanceof JsonArray placed && !placed.isEmpty()) {
                return Optional.of(placed(placed));
            }
            Points points = Points.of(dataset.getString("id", ""));
            int size = Math.min(MAX_POINTS, dataset.getInt("trainSize", 300));
            if (size < 1) {
                return Optional.empty();
            }
            double noise = dataset.getDouble("noise", 0) / 100;
            long seed = dataset.getLong("seed", 1);
            int tests = points.isTensorFlow() ? Math.min(MAX_POINTS, dataset.getInt("testSize", 0)) : 0;
            int outputs = card.architecture().outputs();
            int classes = points.isRegression() ? 1 : Math.max(2, outputs);
            return Optional.of(points.train(size, Math.max(0, tests), classes, noise, seed));
        } catch (IllegalArgumentException | UnsupportedOperationException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /**
     * What the network is given of a point: its coordinates, unless the card says otherwise.
     *
     * @throws IllegalArgumentException when the card names features that there are not
     */
    static List<InputFeature> features(ModelCard card) {
        JsonValue features = card.hyperparameters().get("features");
        return features == null || !features.isString() ? InputFeature.PLAIN : InputFeature.parse(features.asString());
    }

    /** From a list of [x, y, label]. */
    private static LabeledSet placed(JsonArray points) {
        int m = Math.min(MAX_POINTS, points.size());
        double[] X = new double[2 * m];
        double[] Y = new double[m];
        for (int i = 0; i < m; i++) {
            JsonArray point = points.get(i).asArray();
            X[i] = finite(point.get(0));
            X[m + i] = finite(point.get(1));
            Y[i] = Math.max(0, Math.min(Points.MOST_CLASSES - 1, Math.rint(finite(point.get(2)))));
        }
        return new LabeledSet(2, m, X, Y);
    }

    private static double finite(JsonValue value) {
        double number = value.asDouble();
        if (!(Math.abs(number) < 1e6)) {
            throw new IllegalArgumentException("the coordinate " + number + " is out of range");
        }
        return number;
    }
}
