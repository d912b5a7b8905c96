/**
 * Stores that speak S3, well and badly: S3Proxy in this process, moto where Python has it, and a proxy that misbehaves.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.bucket;
