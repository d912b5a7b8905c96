/**
 * What a trained network says of examples, how often it is right, and how far its probabilities can be trusted.
 *
 * <p>Depends on {@code network.layer}, {@code network.data} and {@code network.matrix}. Start with {@link
 * org.layerlab.network.verdict.Predictor}, then {@link org.layerlab.network.verdict.Calibration}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.network.verdict;
