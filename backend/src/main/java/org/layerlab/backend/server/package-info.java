/**
 * The HTTP server: the page and its assets from memory, the data sets and the model store as JSON and files.
 *
 * <p>Handlers run on Vert.x's event loops and never block there; whatever reads files or computes runs on worker
 * threads. May use {@code backend.store}, {@code backend.dataset} and {@code org.layerlab.network.file}; nobody but the
 * command line uses it. Start with {@link org.layerlab.backend.server.LayerLabServer}, then {@link
 * org.layerlab.backend.server.Routes}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.server;
