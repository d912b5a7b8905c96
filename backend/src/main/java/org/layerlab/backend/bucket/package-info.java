/**
 * A bucket in S3 or an S3-compatible store: whole objects are read, conditionally written, listed and deleted through
 * Amazon's client.
 *
 * <p>Its answers are not trusted: time, size and number of tries are bounded, and each failure becomes a
 * {@link org.layerlab.backend.bucket.BucketException} that says in a sentence what is wrong. Blocking. Knows nothing of
 * models. Depends on {@code backend.digest} alone. Start with {@link org.layerlab.backend.bucket.Bucket}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.bucket;
