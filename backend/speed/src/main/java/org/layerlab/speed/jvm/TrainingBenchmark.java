package org.layerlab.speed.jvm;

import java.util.concurrent.TimeUnit;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.training.Trainer;
import org.layerlab.speed.LargeTraining;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One update of [12288, 800, 10, 1] at batch 256, in photos a second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TrainingBenchmark {
    @Param
    @SuppressWarnings("NullAway.Init") // set by JMH
    public KernelsParameter kernels;

    @SuppressWarnings("NullAway.Init") // set before each trial
    private Kernels made;

    @SuppressWarnings("NullAway.Init") // set before each trial
    private Trainer trainer;

    /** Makes the network and its photos. */
    @Setup
    public void setUp() {
        made = kernels.make();
        trainer = LargeTraining.trainer(made);
    }

    /** Gives the matrices' memory back. */
    @TearDown
    public void tearDown() {
        made.releaseAll();
    }

    /** Forward, cost, backward, update. */
    @Benchmark
    @OperationsPerInvocation(LargeTraining.BATCH)
    public void photos() {
        trainer.step();
    }
}
