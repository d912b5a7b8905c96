/**
 * The photo page's worker: it holds the photos and the network, trains, classifies and explains.
 *
 * <p>Depends on {@code page.message}, {@code page.settings}, {@code page.training}, {@code page.files}, {@code
 * page.kernels} and {@code page.browser}; knows no page. Start with {@link
 * org.layerlab.page.photos.worker.PhotosWorker}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.photos.worker;
