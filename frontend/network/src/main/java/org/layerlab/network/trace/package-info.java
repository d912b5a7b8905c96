/**
 * How a single value of a network comes about, number by number: patch times filter, sum and bias, batch normalization,
 * activation, pooling, and where the value goes next.
 *
 * <p>Depends on {@code network.function}, {@code network.layer} and {@code network.matrix}. Start with {@link
 * org.layerlab.network.trace.PixelTrace}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.network.trace;
