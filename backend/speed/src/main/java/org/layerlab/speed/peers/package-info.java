/**
 * Measures LayerLab beside TensorFlow.js, ConvNetJS, onnxruntime-web and NumPy in turns on one machine; the browser's
 * contestants run in one page of one browser.
 *
 * <p>Nothing else uses it, and the normal build leaves it out. Depends on {@code network.file}, {@code network.layer},
 * {@code network.matrix}, {@code network.training}, {@code backend.dataset}, {@code backend.jvm}, {@code backend.photo},
 * {@code backend.server} and {@code speed}. Start with {@link org.layerlab.speed.peers.Peers}; the scripts in the
 * resources say what the others compute.
 */
@NullMarked
package org.layerlab.speed.peers;

import org.jspecify.annotations.NullMarked;
