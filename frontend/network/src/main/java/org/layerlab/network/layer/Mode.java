package org.layerlab.network.layer;

/**
 * What a pass is for.
 *
 * @param training whether batch normalization uses the batch's mean and variance, and dropout layers leave values out
 * @param keep the share of the units of dense hidden layers that is kept
 * @param seed of this batch's masks
 */
public record Mode(boolean training, double keep, int seed) {
    /** Nothing is left out, and batch normalization uses its running mean and variance. */
    public static final Mode PREDICTING = new Mode(false, 1, 0);
}
