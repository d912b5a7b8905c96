package org.layerlab.backend.bucket;

/**
 * An object, or its beginning.
 *
 * @param etag identifies this version in a {@link Condition}
 * @param size of the whole object
 * @param content the requested bytes
 */
@SuppressWarnings("ArrayRecordComponent") // parsed right away
public record BucketObject(String etag, long size, byte[] content) {}
