package org.layerlab.network.verdict;

/**
 * The 95 % confidence interval of an accuracy that was measured on a sample: Wilson's score interval,
 *
 * <pre>(p + z²/2n ± z √(p (1 − p)/n + z²/4n²)) / (1 + z²/n), z = 1.96</pre>
 *
 * (E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927). It says how far
 * the accuracy may lie from what a larger sample of the same kind would give, and nothing of samples of another kind.
 *
 * @param low 0 to 1
 * @param high 0 to 1
 */
public record Interval(double low, double high) {
    /** The normal distribution's 0.975 quantile. */
    private static final double Z = 1.959963984540054;

    /**
     * The interval around an accuracy.
     *
     * @param accuracy 0 to 1, the share of right answers
     * @param size how many examples it was measured on, at least 1
     * @throws IllegalArgumentException for another accuracy or size
     */
    public static Interval of(double accuracy, long size) {
        if (!(accuracy >= 0 && accuracy <= 1) || size < 1) {
            throw new IllegalArgumentException("an accuracy of " + accuracy + " on " + size
                    + " examples has no interval: it must be 0 to 1, on at least 1 example");
        }
        double z2 = Z * Z / size;
        double center = accuracy + z2 / 2;
        double half = Z * Math.sqrt(accuracy * (1 - accuracy) / size + z2 / (4 * size));
        return new Interval(Math.max(0, (center - half) / (1 + z2)), Math.min(1, (center + half) / (1 + z2)));
    }
}
