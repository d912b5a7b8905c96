/**
 * Saved models: a plain folder or a bucket of safetensors files, each with a small JSON file beside it.
 *
 * <p>Plain blocking Java: call it from a thread that may block. Knows no HTTP and no Vert.x. Depends on
 * {@code network.data}, {@code network.file}, {@code network.foreign}, {@code network.layer}, {@code network.matrix},
 * {@code backend.bucket}, {@code backend.digest} and {@code backend.log}. Start with {@link org.layerlab.backend.store.ModelStore}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.store;
