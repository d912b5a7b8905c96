/**
 * The worker that owns the network and trains it in bounded slices, so that it hears a message within a frame, and the
 * messages between it and the page. Start with {@link org.layerlab.page.worker.Messages}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.worker;
