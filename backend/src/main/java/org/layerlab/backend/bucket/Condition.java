package org.layerlab.backend.bucket;

import java.util.Optional;

/**
 * When a write is to happen.
 *
 * @param etag of the version that it replaces; empty for none
 * @param absent only if there is no such object
 */
public record Condition(Optional<String> etag, boolean absent) {
    /** In any case. */
    public static final Condition ALWAYS = new Condition(Optional.empty(), false);

    /** Only if there is no such object: {@code If-None-Match: *}. */
    public static final Condition ABSENT = new Condition(Optional.empty(), true);

    /** Only if the object is this version: {@code If-Match}. */
    public static Condition unchanged(String etag) {
        return new Condition(Optional.of(etag), false);
    }
}
