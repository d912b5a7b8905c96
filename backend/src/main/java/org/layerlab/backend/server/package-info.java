/**
 * The HTTP server: the page and its assets from memory, the data sets and the model store as JSON and files.
 *
 * <p>Handlers run on Vert.x's event loops and never block; worker threads read files and compute. Depends on
 * {@code backend.article}, {@code backend.bucket}, {@code backend.classroom}, {@code backend.cluster},
 * {@code backend.dataset}, {@code backend.digest}, {@code backend.lesson}, {@code backend.log}, {@code backend.metrics}, {@code backend.preview},
 * {@code backend.script}, {@code backend.store}, {@code network.choice}, {@code network.data}, {@code network.file},
 * {@code network.photo}, {@code network.text} and {@code network.training}. Start with {@link org.layerlab.backend.server.LayerLabServer}, then
 * {@link org.layerlab.backend.server.Routes}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.server;
