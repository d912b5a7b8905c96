/**
 * A search over hyperparameters: which runs it has, how one is made and measured, and how the combinations rank.
 *
 * <p>A run's outcome depends only on its settings, and the ranking only on the outcomes, so a search gives one result
 * whatever threads and machines make its runs. Depends on {@code backend.jvm}, {@code backend.training},
 * {@code network.choice}, {@code network.data}, {@code network.file}, {@code network.function}, {@code network.layer},
 * {@code network.matrix}, {@code network.photo}, {@code network.text}, {@code network.training} and {@code
 * network.verdict}. Start with {@link org.layerlab.backend.sweep.Search} and {@link org.layerlab.backend.sweep.Results}.
 */
@NullMarked
package org.layerlab.backend.sweep;

import org.jspecify.annotations.NullMarked;
