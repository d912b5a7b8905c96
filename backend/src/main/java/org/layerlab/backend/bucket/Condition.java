package org.layerlab.backend.bucket;

import java.util.Optional;

/**
 * When a write takes effect.
 *
 * @param etag the version that it may replace; empty for any
 * @param absent only if there is no such object
 */
public record Condition(Optional<String> etag, boolean absent) {
    /** Always. */
    public static final Condition ALWAYS = new Condition(Optional.empty(), false);

    /** Only if there is no such object: {@code If-None-Match: *}. */
    public static final Condition ABSENT = new Condition(Optional.empty(), true);

    /** Only if the object is this version: {@code If-Match}. */
    public static Condition unchanged(String etag) {
        return new Condition(Optional.of(etag), false);
    }
}
