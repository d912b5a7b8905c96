/**
 * JMH benchmarks of the JVM's kernels: {@code mvn -Pjmh} runs them.
 *
 * <p>May depend on the network and the backend's kernels; nothing depends on it, and the normal build leaves it out.
 * Start with {@link org.layerlab.speed.jvm.TrainingBenchmark}.
 */
@NullMarked
package org.layerlab.speed.jvm;

import org.jspecify.annotations.NullMarked;
