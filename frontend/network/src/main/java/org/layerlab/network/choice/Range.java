package org.layerlab.network.choice;

import org.layerlab.network.text.Text;

/**
 * The numbers that a setting may have.
 *
 * @param least the lower bound
 * @param leastIncluded whether the lower bound itself is allowed
 * @param most the upper bound; infinite for none
 * @param mostIncluded whether the upper bound itself is allowed
 */
public record Range(double least, boolean leastIncluded, double most, boolean mostIncluded) {
    /** From {@code least} to {@code most}, both included. */
    public static Range between(double least, double most) {
        return new Range(least, true, most, true);
    }

    /** {@code least} and everything above. */
    public static Range atLeast(double least) {
        return new Range(least, true, Double.POSITIVE_INFINITY, false);
    }

    /** Above {@code bound}, up to {@code most}, which is included. */
    public static Range above(double bound, double most) {
        return new Range(bound, false, most, true);
    }

    /** From {@code least}, which is included, to below {@code bound}. */
    public static Range below(double least, double bound) {
        return new Range(least, true, bound, false);
    }

    /** Whether the range has this number; it never has NaN. */
    public boolean contains(double value) {
        return (leastIncluded ? value >= least : value > least) && (mostIncluded ? value <= most : value < most);
    }

    /** Refuses a number that the range does not have: {@code "learning rate 0 is not between 0.000001 and 1000"}. */
    IllegalArgumentException refusal(String name, String value) {
        String low = Text.number(least);
        String high = Text.number(most);
        String message;
        if (leastIncluded && mostIncluded) {
            message = name + " " + value + " is not between " + low + " and " + high;
        } else if (most == Double.POSITIVE_INFINITY) {
            message = name + " is " + value + "; it must be at least " + low;
        } else if (leastIncluded) {
            message = name + " is " + value + "; it must be at least " + low + " and below " + high;
        } else {
            message = name + " is " + value + "; it must be above " + low + " and at most " + high;
        }
        return new IllegalArgumentException(message);
    }

    /** As help texts tell it: {@code "between 0 and 100"}, {@code "at least 0 and below 1"}. */
    @Override
    public String toString() {
        String low = Text.number(least);
        if (leastIncluded && mostIncluded) {
            return "between " + low + " and " + Text.number(most);
        }
        String lower = (leastIncluded ? "at least " : "above ") + low;
        return most == Double.POSITIVE_INFINITY
                ? lower
                : lower + (mostIncluded ? " and at most " : " and below ") + Text.number(most);
    }
}
