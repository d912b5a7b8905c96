package org.layerlab.network.training;

/**
 * Costs that were seen since the last cost point and will be averaged into the next.
 *
 * @param sum of the costs
 * @param count how many they are; without any, their sum is 0
 */
public record OpenCosts(double sum, int count) {
    public OpenCosts {
        if (count < 0 || (count == 0 && sum != 0)) {
            throw new IllegalArgumentException("the sum of " + count + " open costs is " + sum);
        }
    }

    /** None yet. */
    public static final OpenCosts NONE = new OpenCosts(0, 0);

    /** The same for a file, whose JSON has no infinite numbers: none where the sum is not finite. */
    public OpenCosts finite() {
        return Double.isFinite(sum) ? this : NONE;
    }
}
