/**
 * JMH benchmarks of the JVM's kernels: {@code mvn -Pjmh} runs them.
 *
 * <p>Nothing else uses them, and the normal build leaves them out.
 *
 * <p>Depends on {@code network.matrix}, {@code network.training}, {@code backend.jvm} and {@code speed}. Start with
 * {@link org.layerlab.speed.jvm.TrainingBenchmark}.
 */
@NullMarked
package org.layerlab.speed.jvm;

import org.jspecify.annotations.NullMarked;
