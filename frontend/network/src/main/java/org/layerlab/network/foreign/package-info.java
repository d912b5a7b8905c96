/**
 * Networks of other programs: PyTorch, Keras, Flax, MLX, TensorFlow.js, NumPy. Tensors under their names become
 * parameters as LayerLab lays them out, where shapes and names leave no choice; of every other file it is said what it
 * is and which line of Python makes one of it that opens. Nothing is ever unpickled.
 *
 * <p>Depends on {@code network.file}, {@code network.layer}, {@code network.matrix}, {@code network.data} and {@code
 * network.text}. Start with {@link org.layerlab.network.foreign.AnyFile}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.network.foreign;
