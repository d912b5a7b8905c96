/**
 * How well a search uses the cores.
 *
 * <p>Depends on {@code backend.cli} and {@code backend.sweep}. Start with
 * {@link org.layerlab.speed.sweep.SweepSpeed}.
 */
@NullMarked
package org.layerlab.speed.sweep;

import org.jspecify.annotations.NullMarked;
