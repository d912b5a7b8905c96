package org.layerlab.page.parts;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.text.Decimal;
import org.layerlab.page.settings.PlayRows;
import org.layerlab.page.settings.PlaySettings;

/** What a lesson can ask for as a goal, and the key of its bound in a link. */
public enum GoalKind {
    /** At least this percentage of the training points. */
    TRAIN("goalTrain", 100),
    /** At least this percentage of the test points. */
    TEST("goalTest", 100),
    /** A cost of at most this. */
    COST("goalCost", 100),
    /** After at most this many iterations. */
    ITERATIONS("goalIterations", PlayRows.MOST_ITERATIONS),
    /** With at most this many hidden units. */
    UNITS("goalUnits", PlaySettings.MAX_HIDDEN_LAYERS * PlaySettings.MAX_UNITS);

    private final String key;
    private final int most;

    GoalKind(String key, int most) {
        this.key = key;
        this.most = most;
    }

    /** The kind with this key; null if the key is another's. */
    public static @Nullable GoalKind of(String key) {
        for (GoalKind kind : values()) {
            if (kind.key.equals(key)) {
                return kind;
            }
        }
        return null;
    }

    /** The key in a link. */
    public String key() {
        return key;
    }

    /** The largest bound; the least is 0. */
    public int most() {
        return most;
    }

    /** The bound that a text says, a decimal with an exponent if need be; NaN where it is none from 0 to {@link #most}. */
    public double bound(String text) {
        try {
            double bound = Decimal.parse(text);
            return bound >= 0 && bound <= most ? bound : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
