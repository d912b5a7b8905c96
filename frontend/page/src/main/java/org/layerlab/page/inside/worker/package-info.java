/**
 * The worker of the page that looks inside a network: it shows a photo to the network and says how each value comes
 * about.
 *
 * <p>Depends on {@code network.file}, {@code network.layer}, {@code network.matrix}, {@code
 * network.trace}, {@code page.kernels}, {@code page.message} and {@code page.training}; knows no page. Start with
 * {@link org.layerlab.page.inside.worker.InsideWorker}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.inside.worker;
