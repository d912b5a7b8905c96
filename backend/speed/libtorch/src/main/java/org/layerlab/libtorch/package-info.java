/**
 * PyTorch's C++ library by way of DJL, as a process that answers how fast it trains. Start with {@link
 * org.layerlab.libtorch.LibTorchTraining}.
 */
@NullMarked
package org.layerlab.libtorch;

import org.jspecify.annotations.NullMarked;
