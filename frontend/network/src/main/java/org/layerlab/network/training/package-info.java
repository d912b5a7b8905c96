/**
 * Training: the loop over batches, the optimizer, the learning-rate schedule, and a run's way back into its own past.
 *
 * <p>Depends on {@code network.layer}, {@code network.verdict}, {@code network.data}, {@code network.matrix}, {@code network.function}, {@code network.choice} and {@code network.text}. Start
 * with {@link org.layerlab.network.training.Trainer}, then {@link org.layerlab.network.training.Hyperparameters}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.network.training;
