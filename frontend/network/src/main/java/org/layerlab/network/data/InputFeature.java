package org.layerlab.network.data;

import java.util.List;
import org.layerlab.network.choice.Choice;
import org.layerlab.network.choice.ChoiceText;
import org.layerlab.network.function.Elementary;

/** A number that a network is given of a point of the plane: a coordinate, or what is computed from both. */
public enum InputFeature implements Choice {
    /** The first coordinate. */
    X("x", "x₁") {
        @Override
        public double of(double x, double y) {
            return x;
        }
    },
    /** The second coordinate. */
    Y("y", "x₂") {
        @Override
        public double of(double x, double y) {
            return y;
        }
    },
    /** The first coordinate squared. */
    X_SQUARED("xSquared", "x₁²") {
        @Override
        public double of(double x, double y) {
            return x * x;
        }
    },
    /** The second coordinate squared. */
    Y_SQUARED("ySquared", "x₂²") {
        @Override
        public double of(double x, double y) {
            return y * y;
        }
    },
    /** The product of both. */
    X_TIMES_Y("xTimesY", "x₁x₂") {
        @Override
        public double of(double x, double y) {
            return x * y;
        }
    },
    /** The sine of the first, in radians. */
    SIN_X("sinX", "sin x₁") {
        @Override
        public double of(double x, double y) {
            return Elementary.sin(x);
        }
    },
    /** The sine of the second, in radians. */
    SIN_Y("sinY", "sin x₂") {
        @Override
        public double of(double x, double y) {
            return Elementary.sin(y);
        }
    };

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

    /** The number of a point. */
    public abstract double of(double x, double y);

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
