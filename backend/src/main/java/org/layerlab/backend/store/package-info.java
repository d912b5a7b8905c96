/**
 * Saved models: a plain folder of safetensors files, each with a small JSON file beside it.
 *
 * <p>Plain blocking Java on the file system, without the server: whoever calls it does so from a thread that may
 * block. May use {@code org.layerlab.network}; knows nothing of HTTP or Vert.x. Start with
 * {@link org.layerlab.backend.store.ModelStore}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.store;
