package org.layerlab.network.training;

/**
 * How well a network in training did on examples it does not learn from.
 *
 * @param iteration how many updates came before
 * @param cost the mean cross-entropy
 * @param accuracy the share of right answers, 0 to 1
 */
public record ValidationPoint(int iteration, double cost, double accuracy) {}
