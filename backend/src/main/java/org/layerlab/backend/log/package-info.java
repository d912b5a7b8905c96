/**
 * How failures are logged: clients' text is escaped, repetitions are counted.
 *
 * <p>Depends on Vert.x's exceptions alone. Start with {@link org.layerlab.backend.log.FailureLog}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.log;
