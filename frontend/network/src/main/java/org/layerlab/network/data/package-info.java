/**
 * What a network learns from: 2-D points with NumPy's and scikit-learn's digits or
 * TensorFlow Playground's, and photos as bytes of n×n pixels.
 *
 * <p>Pure Java; depends on {@code network.matrix}, {@code network.choice}, {@code network.function} and {@code network.text}. Start with {@link org.layerlab.network.data.Examples}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.network.data;
