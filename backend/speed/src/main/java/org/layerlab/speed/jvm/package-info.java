/**
 * JMH benchmarks of the JVM's kernels: {@code mvn -Pjmh} runs them.
 *
 * <p>They use the network and the backend's kernels; nothing depends on them, and the normal build leaves them out.
 * Start with {@link org.layerlab.speed.jvm.TrainingBenchmark}.
 */
@NullMarked
package org.layerlab.speed.jvm;

import org.jspecify.annotations.NullMarked;
