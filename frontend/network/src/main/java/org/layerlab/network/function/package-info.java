/**
 * Functions that Java and browsers leave to the platform, in plain arithmetic: the same operations in the same order, so
 * the same bits on every engine. Depends on no other package. Start with {@link
 * org.layerlab.network.function.Elementary}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.network.function;
