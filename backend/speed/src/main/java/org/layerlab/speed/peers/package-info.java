/**
 * Measures LayerLab beside TensorFlow.js, ConvNetJS, onnxruntime-web and NumPy, all in turns on one machine, those of
 * the browser in one page of one browser.
 *
 * <p>May depend on everything; nothing depends on it, and the normal build leaves it out. Start with
 * {@link org.layerlab.speed.peers.Peers}; what the others are given to do is in the scripts among the resources.
 */
@NullMarked
package org.layerlab.speed.peers;

import org.jspecify.annotations.NullMarked;
