/**
 * Readers of strangers' files against files that are damaged at random.
 *
 * <p>Short in the build; {@code -Dlayerlab.fuzz=5000000} makes them long, {@code -Dlayerlab.fuzz.seed=N} others. A failure
 * names the seed with which a run of one execution repeats it. Start with {@link org.layerlab.backend.fuzz.Fuzz}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.fuzz;
