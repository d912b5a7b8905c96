package org.layerlab.network.data;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.choice.Choice;
import org.layerlab.network.choice.ChoiceText;
import org.layerlab.network.function.Elementary;
import org.layerlab.network.text.Text;

/** A number that a network is given of a point of the plane: a coordinate, or what is computed from both. */
public enum InputFeature implements Choice {
    /** The first coordinate. */
    X("x", "x₁"),
    /** The second coordinate. */
    Y("y", "x₂"),
    /** The first coordinate squared. */
    X_SQUARED("xSquared", "x₁²"),
    /** The second coordinate squared. */
    Y_SQUARED("ySquared", "x₂²"),
    /** The product of both. */
    X_TIMES_Y("xTimesY", "x₁x₂"),
    /** The sine of the first, in radians. */
    SIN_X("sinX", "sin x₁"),
    /** The sine of the second, in radians. */
    SIN_Y("sinY", "sin x₂");

    /** The coordinates as they are. */
    public static final List<InputFeature> PLAIN = List.of(X, Y);

    private final ChoiceText said;

    InputFeature(String id, String label) {
        said = new ChoiceText(id, label, label);
    }

    @Override
    public ChoiceText said() {
        return said;
    }

    /**
     * Features by their ids, with commas between them; in the order of the rows.
     *
     * @throws IllegalArgumentException when one is unknown, or there is none
     */
    public static List<InputFeature> parse(String text) {
        List<String> ids = Text.split(text, ',');
        if (text.isEmpty()) {
            throw new IllegalArgumentException("at least one feature has to stay on");
        }
        List<InputFeature> chosen = new ArrayList<>();
        for (InputFeature feature : values()) {
            if (ids.contains(feature.id())) {
                chosen.add(feature);
            }
        }
        if (chosen.isEmpty() || chosen.size() < ids.size()) {
            throw new IllegalArgumentException(
                    "features '" + text + "' must be one or more of " + text(List.of(values())));
        }
        return List.copyOf(chosen);
    }

    /** What {@link #parse} reads back. */
    public static String text(List<InputFeature> features) {
        StringBuilder text = new StringBuilder();
        for (InputFeature feature : features) {
            text.append(text.length() == 0 ? "" : ",").append(feature.id());
        }
        return text.toString();
    }

    /** The number of a point. */
    public double of(double x, double y) {
        return switch (this) {
            case X -> x;
            case Y -> y;
            case X_SQUARED -> x * x;
            case Y_SQUARED -> y * y;
            case X_TIMES_Y -> x * y;
            case SIN_X -> Elementary.sin(x);
            case SIN_Y -> Elementary.sin(y);
        };
    }

    /**
     * What a network is given of some points.
     *
     * @param X shape (2, m); not modified
     * @return shape (features, m), a row for each feature
     */
    public static double[] of(List<InputFeature> features, double[] X) {
        int m = X.length / 2;
        double[] given = new double[features.size() * m];
        for (int row = 0; row < features.size(); row++) {
            for (int i = 0; i < m; i++) {
                given[row * m + i] = features.get(row).of(X[i], X[m + i]);
            }
        }
        return given;
    }

    /** The same of labeled points. */
    public static LabeledSet of(List<InputFeature> features, LabeledSet points) {
        return features.equals(PLAIN)
                ? points
                : new LabeledSet(features.size(), points.size(), of(features, points.X()), points.Y());
    }
}
