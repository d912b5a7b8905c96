/**
 * What the benchmarks share. Start with {@link org.layerlab.speed.LargeTraining}.
 *
 * <p>The comparison with other libraries is in {@code peers}, the JVM's own benchmarks are in {@code jvm}.
 */
@NullMarked
package org.layerlab.speed;

import org.jspecify.annotations.NullMarked;
