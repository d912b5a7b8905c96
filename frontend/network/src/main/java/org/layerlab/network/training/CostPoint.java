package org.layerlab.network.training;

/**
 * The cost at one moment of a run.
 *
 * @param iteration how many updates came before
 * @param cost the cost before this iteration's update
 */
public record CostPoint(int iteration, double cost) {
    private static final int MILLION = 1_000_000;

    /** The tutorial's line, {@code 'Cost after iteration %i: %f' % (iteration, cost)} in Python: six decimals. */
    @Override
    public String toString() {
        return "Cost after iteration " + iteration + ": " + sixDecimals(cost);
    }

    /**
     * As {@code '%f'} of C and Python prints it: the exact binary value, rounded half to even. (Java's own formatter
     * rounds the shortest decimal instead, which differs in rare ties.) From 2^63 on, as Java prints it.
     */
    public static String sixDecimals(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        double magnitude = Math.abs(value);
        if (magnitude >= Long.MAX_VALUE) {
            return String.valueOf(value);
        }
        long whole = (long) magnitude;
        long millionths = millionths(magnitude - whole);
        if (millionths == MILLION) {
            whole++;
            millionths = 0;
        }
        // With a 1 in front, for the zeros behind it.
        String decimals = String.valueOf(MILLION + millionths).substring(1);
        return (1 / value < 0 ? "-" : "") + whole + '.' + decimals;
    }

    // The product with 1e6 is rounded once. Only where that made a tie can it mislead, and what it lost, by Dekker's
    // exact product, tells the side. (BigDecimal would do, but makes the page a tenth heavier.)
    private static long millionths(double fraction) {
        double product = fraction * MILLION;
        double nearest = Math.rint(product);
        double scaled = fraction * 0x8000001p0;
        double high = scaled - (scaled - fraction);
        double lost = high * MILLION - product + (fraction - high) * MILLION;
        if (product - nearest == 0.5 && lost > 0) {
            nearest++;
        } else if (product - nearest == -0.5 && lost < 0) {
            nearest--;
        }
        return (long) nearest;
    }
}
