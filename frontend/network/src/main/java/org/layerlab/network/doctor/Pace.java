package org.layerlab.network.doctor;

import org.layerlab.network.matrix.Activation;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.OptimizerKind;

/** How far the steps of a run can take weights that the cost, or a penalty, pulls at. */
final class Pace {
    /**
     * All rates together, of a run of plain descent, below which small weights cannot grow to where they matter: among
     * small weights, the slope grows by no more than its own size for each 1 of it, and mostly by far less.
     */
    private static final double SHORT = 10;

    /** With this much of it, most networks have left the beginning. */
    private static final double ENOUGH = 100;

    /** How many steps of the penalty a weight may be from 0; Adam's mean keeps a weight going once it is across. */
    private static final double STRAYS = 2;

    private static final double SCALED_STRAYS = 50;

    /** A larger rate is not offered beyond a small one: it may throw the network where nothing learns any more. */
    private static final double LARGE = 1;

    private static final int MOST_TIMES = 1_000_000;

    private Pace() {}

    /** The rates of all iterations together. */
    private static double length(Evidence now) {
        Hyperparameters h = now.hyperparameters();
        return h.learningRate() * carried(h) * h.iterations();
    }

    /** How many times its share a gradient moves the weights, by the momentum. */
    private static double carried(Hyperparameters h) {
        return h.optimizer() == OptimizerKind.MOMENTUM ? 1 / (1 - h.momentum()) : 1;
    }

    /** Whether all steps together are too short to get hidden units anywhere. */
    static boolean isShort(Evidence now) {
        boolean linear = true;
        for (Evidence.HiddenLayer layer : now.hidden()) {
            linear &= layer.activation() == Activation.LINEAR;
        }
        return !linear && !now.hyperparameters().optimizer().scalesSteps() && length(now) < SHORT;
    }

    /** Whether this many times the rate may be tried without knowing more. */
    static boolean isSafe(Evidence now, int times) {
        return times * now.hyperparameters().learningRate() <= LARGE;
    }

    /** How many times the rate would be enough, or as many as are safe: a power of ten. */
    static int factor(Evidence now) {
        int times = 10;
        while (times < MOST_TIMES && times * length(now) < ENOUGH && isSafe(now, 10 * times)) {
            times *= 10;
        }
        return times;
    }

    /**
     * Whether an L1 penalty holds the weights of a network that only guesses: the cost pulls at them no more than that,
     * and they are no farther from 0 than its steps, which go back and forth across 0, take them.
     */
    static boolean isHeld(Evidence now) {
        Hyperparameters h = now.hyperparameters();
        // At least: of the first layer's inputs there may be more.
        double weights = 0;
        int before = 1;
        for (Evidence.HiddenLayer layer : now.hidden()) {
            weights += (double) before * layer.units();
            before = layer.units();
        }
        double step = h.optimizer().scalesSteps()
                ? SCALED_STRAYS * h.learningRate()
                : STRAYS * h.learningRate() * h.l1() * carried(h);
        return now.gradient() < 2 * h.l1() && now.length() < step * Math.sqrt(weights + before);
    }
}
