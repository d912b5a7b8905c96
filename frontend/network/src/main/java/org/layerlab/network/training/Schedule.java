package org.layerlab.network.training;

import org.layerlab.network.choice.Choice;
import org.layerlab.network.choice.ChoiceText;
import org.layerlab.network.choice.Choices;
import org.layerlab.network.function.Elementary;

/** How the learning rate changes over a run. */
public enum Schedule implements Choice {
    /** The full rate throughout. */
    CONSTANT("constant", "Constant", "Keeps the learning rate the same throughout the run.") {
        @Override
        double factor(double progress) {
            return 1;
        }
    },
    /** Half a cosine from the full rate to 0 (Loshchilov and Hutter 2017, without restarts). */
    COSINE("cosine", "Cosine", "Lowers the learning rate to 0 along half a cosine.") {
        @Override
        double factor(double progress) {
            return 0.5 * (1 + Elementary.cos(Math.PI * progress));
        }
    },
    /** A straight rise over the first 15 % of the run, then half a cosine to 0 (after Smith and Topin 2017). */
    ONE_CYCLE("oneCycle", "One cycle", "Raises the learning rate at first, then lowers it to 0.") {
        @Override
        double factor(double progress) {
            if (progress < RISE) {
                return START + (1 - START) * progress / RISE;
            }
            return COSINE.factor((progress - RISE) / (1 - RISE));
        }
    };

    /** The share of the run in which the rate rises. */
    private static final double RISE = 0.15;
    /** The share of the full rate at the beginning. */
    private static final double START = 0.04;

    private final ChoiceText said;

    Schedule(String id, String label, String help) {
        said = new ChoiceText(id, label, help);
    }

    @Override
    public ChoiceText said() {
        return said;
    }

    /**
     * The factor on the learning rate, as a NumPy expression of {@code t}: the share of the run that is done, 0 to 1.
     */
    public String numpy() {
        // No page asks for it, so no page's program has these texts.
        return switch (this) {
            case CONSTANT -> "1";
            case COSINE -> "0.5 * (1 + np.cos(np.pi * t))";
            case ONE_CYCLE ->
                START + " + (1 - " + START + ") * t / " + RISE + " if t < " + RISE
                        + " else 0.5 * (1 + np.cos(np.pi * ((t - " + RISE + ") / (1 - " + RISE + "))))";
        };
    }

    /**
     * The learning rate of one iteration.
     *
     * @param learningRate the full rate
     * @param iteration counted from 0
     * @param iterations of the whole run
     */
    public double rate(double learningRate, int iteration, int iterations) {
        return learningRate * factor(Math.min(1, (double) iteration / Math.max(1, iterations)));
    }

    abstract double factor(double progress);

    /**
     * The schedule with this id.
     *
     * @throws IllegalArgumentException when it is unknown, naming those that exist
     */
    public static Schedule of(String id) {
        return Choices.of(values(), id, "schedule");
    }
}
