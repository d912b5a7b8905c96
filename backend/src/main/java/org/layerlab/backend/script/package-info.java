/**
 * A Python script that repeats a saved run without LayerLab, with NumPy alone.
 *
 * <p>Knows nothing of the server. Depends on {@code network.choice}, {@code network.data}, {@code network.file}, {@code
 * network.layer}, {@code network.matrix}, {@code network.photo} and {@code network.training}. Start with {@link org.layerlab.backend.script.NumpyScript}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.script;
