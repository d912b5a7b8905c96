/**
 * What the benchmarks share. The comparison with other libraries is in {@code peers}, the JVM's own benchmarks are in
 * {@code jvm}.
 *
 * <p>Depends on {@code network.data}, {@code network.layer}, {@code network.matrix} and {@code network.training}. Start
 * with {@link org.layerlab.speed.LargeTraining}.
 */
@NullMarked
package org.layerlab.speed;

import org.jspecify.annotations.NullMarked;
