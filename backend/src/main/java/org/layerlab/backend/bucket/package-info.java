/**
 * A bucket of S3 or of a store that speaks its protocol: whole objects are read, written under a condition, listed and
 * deleted, by Amazon's client.
 *
 * <p>What comes from there is not trusted: time, size and number of tries are bounded, and each failure becomes a
 * {@link org.layerlab.backend.bucket.BucketException} that says in a sentence what is wrong. Blocking. Knows nothing of
 * models, and none of our other packages. Start with {@link org.layerlab.backend.bucket.Bucket}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.bucket;
