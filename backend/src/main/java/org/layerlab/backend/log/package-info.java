/**
 * What the log may have of failures: text of clients escaped, and repetitions counted instead of repeated.
 *
 * <p>Depends on Vert.x's exceptions alone. Start with {@link org.layerlab.backend.log.FailureLog}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.log;
