/**
 * The photo pages' workers: they hold the photos and the network, train, classify and explain.
 *
 * <p>Depends on {@code network.choice}, {@code network.data}, {@code network.file}, {@code network.function},
 * {@code network.layer}, {@code network.matrix}, {@code network.photo}, {@code network.text}, {@code network.training},
 * {@code network.verdict}, {@code page.browser}, {@code page.files}, {@code page.kernels}, {@code page.message},
 * {@code page.settings} and {@code page.training}; knows no page. Start with
 * {@link org.layerlab.page.photos.worker.PhotosWorker}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.photos.worker;
