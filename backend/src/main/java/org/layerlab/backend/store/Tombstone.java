package org.layerlab.backend.store;

import java.time.Instant;

/**
 * What is left of a deleted model.
 *
 * @param when it was deleted
 * @param blocked whether the same content is refused from now on
 */
record Tombstone(Instant when, boolean blocked) {}
