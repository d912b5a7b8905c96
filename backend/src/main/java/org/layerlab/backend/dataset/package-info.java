/**
 * Labeled photos of cats and dogs: where they come from (a folder, a zip, our own generator) and how they become the
 * bytes that a network trains on.
 *
 * <p>Plain blocking Java on the file system: the command line calls it directly, the server from worker threads.
 * Depends on {@code network.data}, {@code network.file}, {@code backend.dataset.drawing}, {@code backend.digest} and {@code backend.photo}. Start
 * with {@link org.layerlab.backend.dataset.DataSets}, then {@link org.layerlab.backend.dataset.ExampleStore}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.dataset;
