package org.layerlab.backend.bucket;

import java.util.Optional;

/**
 * An object, or its beginning.
 *
 * @param etag of this version, for a {@link Condition}
 * @param size of the whole
 * @param content what was asked for of it
 * @param sha256 of the whole, as it was said when it was written; empty where nobody did
 */
@SuppressWarnings("ArrayRecordComponent") // parsed right away
public record BucketObject(String etag, long size, byte[] content, Optional<String> sha256) {}
