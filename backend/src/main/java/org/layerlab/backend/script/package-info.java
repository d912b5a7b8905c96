/**
 * What makes a saved run again without LayerLab: a Python script that needs NumPy alone. Depends on {@code network};
 * knows nothing of the server. Start with {@link org.layerlab.backend.script.NumpyScript}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.script;
