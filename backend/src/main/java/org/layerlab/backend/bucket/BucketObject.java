package org.layerlab.backend.bucket;

/**
 * An object, or its beginning.
 *
 * @param etag of this version, for a {@link Condition}
 * @param size of the whole
 * @param content what was asked for of it
 */
@SuppressWarnings("ArrayRecordComponent") // parsed right away
public record BucketObject(String etag, long size, byte[] content) {}
