/**
 * Live classes on several servers: a room lives on one of them, and connections to the others are relayed to it by
 * Vert.x's event bus. A copy of each room is in the memory of two servers, so that another one goes on when one fails.
 *
 * <p>Depends on {@code backend.classroom} and {@code backend.log}. Start with {@link
 * org.layerlab.backend.cluster.ClusterClasses}, then {@link org.layerlab.backend.cluster.Member}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.cluster;
