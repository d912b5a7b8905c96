/**
 * What a running server tells of itself to Prometheus: requests by route and status, thread pools, memory, and what the
 * server adds. Nothing here is reachable from where the pages are.
 *
 * <p>Depends on no other package of LayerLab. Start with {@link org.layerlab.backend.metrics.Metrics}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.metrics;
