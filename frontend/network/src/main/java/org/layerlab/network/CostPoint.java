package org.layerlab.network;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The cost at one moment of a run.
 *
 * @param iteration how many updates came before
 * @param cost the cost before this iteration's update
 */
public record CostPoint(int iteration, double cost) {
    /** The tutorial's line, {@code 'Cost after iteration %i: %f' % (iteration, cost)} in Python: six decimals. */
    @Override
    public String toString() {
        return "Cost after iteration " + iteration + ": " + sixDecimals(cost);
    }

    /**
     * As {@code '%f'} of C and Python prints it: the exact binary value, rounded half to even. (Java's own formatter
     * rounds the shortest decimal instead, which differs in rare ties.)
     */
    public static String sixDecimals(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return new BigDecimal(value).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
    }
}
