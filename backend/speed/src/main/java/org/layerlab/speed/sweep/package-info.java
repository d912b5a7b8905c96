/** How well a search uses the cores. Start with {@link org.layerlab.speed.sweep.SweepSpeed}. */
@NullMarked
package org.layerlab.speed.sweep;

import org.jspecify.annotations.NullMarked;
