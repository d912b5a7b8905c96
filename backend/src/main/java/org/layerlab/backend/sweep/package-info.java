/**
 * A search over hyperparameters: which runs it has, how one is made and measured, and how the combinations rank.
 *
 * <p>What a run comes to depends on its settings alone, and the ranking on what all runs came to; so a search gives one
 * result whatever the threads and machines that make its runs. Depends on {@code backend.jvm}, {@code backend.training},
 * {@code network.choice}, {@code network.data}, {@code network.file}, {@code network.function}, {@code network.layer},
 * {@code network.matrix}, {@code network.photo}, {@code network.text}, {@code network.training} and {@code
 * network.verdict}. Start with {@link org.layerlab.backend.sweep.Search} and {@link org.layerlab.backend.sweep.Results}.
 */
@NullMarked
package org.layerlab.backend.sweep;

import org.jspecify.annotations.NullMarked;
