package org.layerlab.backend.sweep;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.text.Decimal;

/**
 * Successive halving: all combinations get a short run, the best 1/eta of them one that is eta times as long, and so on,
 * until the last get the whole length (Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter
 * optimization", 2016). Each run starts over, so that the command of any row repeats it.
 *
 * @param eta 2 to 10
 */
public record Halving(int eta) {
    private static final int LEAST = 2;
    private static final int MOST = 10;

    public Halving {
        if (eta < LEAST || eta > MOST) {
            throw new IllegalArgumentException("eta is " + eta + "; it must be " + LEAST + " to " + MOST);
        }
    }

    /**
     * Reads {@code "eta=3"} or {@code "3"}.
     *
     * @throws IllegalArgumentException when it is neither, or out of range
     */
    public static Halving parse(String text) {
        String number = text.startsWith("eta=") ? text.substring("eta=".length()) : text;
        try {
            double eta = Decimal.whole(number.trim());
            if (Double.isInfinite(eta)) {
                throw new NumberFormatException(number);
            }
            return new Halving((int) eta);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--halving " + text + " is not eta=N, N from " + LEAST + " to " + MOST, e);
        }
    }

    /**
     * One round.
     *
     * @param combinations how many take part
     * @param length of each run, in iterations or epochs
     */
    public record Rung(int combinations, long length) {}

    /**
     * The rounds, the last of which has the whole length.
     *
     * @param combinations in the first
     * @param length of a whole run
     */
    List<Rung> rungs(int combinations, long length) {
        List<Rung> rungs = new ArrayList<>();
        int left = combinations;
        long divisor = 1;
        while (left >= eta && divisor * eta <= length) {
            left /= eta;
            divisor *= eta;
        }
        left = combinations;
        for (; divisor >= 1; divisor /= eta) {
            rungs.add(new Rung(left, length / divisor));
            left = Math.max(1, left / eta);
        }
        return rungs;
    }
}
