/**
 * Digests of content. Depends on nothing of ours. Start with {@link org.layerlab.backend.digest.Sha256}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.digest;
