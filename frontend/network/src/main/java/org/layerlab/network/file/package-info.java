/**
 * Parameter files: safetensors and NumPy's {@code .npz} in and out, ONNX out, and the model card that goes with them.
 *
 * <p>Everything works on bytes in memory, the same in the browser and on the JVM, and treats what it reads as hostile:
 * each declared size is checked against the bytes that are there before anything is allocated. Depends on
 * {@code network.layer}, {@code network.training}, {@code network.verdict}, {@code network.data}, {@code
 * network.matrix}, {@code network.choice} and {@code network.text}. Start with {@link org.layerlab.network.file.ParameterFile}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.network.file;
