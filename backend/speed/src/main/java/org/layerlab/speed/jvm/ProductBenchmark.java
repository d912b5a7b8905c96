package org.layerlab.speed.jvm;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The products of the large network at batch 256, in milliseconds each. The first layer's take 5.03 GFLOP: divided by
 * the milliseconds and times 1000 it is GFLOP/s.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProductBenchmark {
    private static final int INPUTS = 12288;
    private static final int UNITS = 800;
    private static final int NEXT_UNITS = 10;
    private static final int BATCH = 256;

    @Param
    @SuppressWarnings("NullAway.Init") // set by JMH
    public KernelsParameter kernels;

    @SuppressWarnings("NullAway.Init") // set before each trial
    private Kernels made;

    @SuppressWarnings("NullAway.Init") // set before each trial
    private Matrix W1;

    @SuppressWarnings("NullAway.Init") // set before each trial
    private Matrix X;

    @SuppressWarnings("NullAway.Init") // set before each trial
    private Matrix A1;

    @SuppressWarnings("NullAway.Init") // set before each trial
    private Matrix W2;

    @SuppressWarnings("NullAway.Init") // set before each trial
    private Matrix Z2;

    /** Makes the matrices. */
    @Setup
    public void setUp() {
        made = kernels.make();
        W1 = filled(UNITS, INPUTS);
        X = filled(INPUTS, BATCH);
        A1 = filled(UNITS, BATCH);
        W2 = filled(NEXT_UNITS, UNITS);
        Z2 = filled(NEXT_UNITS, BATCH);
    }

    /** Gives their memory back. */
    @TearDown
    public void tearDown() {
        made.releaseAll();
    }

    /** Z1 = W1·X: (800, 12288) by (12288, 256). */
    @Benchmark
    public Matrix forwardOfLayer1() {
        made.multiply(W1, X, A1);
        return A1;
    }

    /** dW1 = dZ1·Xᵀ: (800, 256) by (256, 12288). */
    @Benchmark
    public Matrix gradientOfLayer1() {
        made.multiplyNT(A1, X, 1, W1);
        return W1;
    }

    /** Z2 = W2·A1: (10, 800) by (800, 256). */
    @Benchmark
    public Matrix forwardOfLayer2() {
        made.multiply(W2, A1, Z2);
        return Z2;
    }

    /** dA1 = W2ᵀ·dZ2: (800, 10) by (10, 256). */
    @Benchmark
    public Matrix backwardOfLayer2() {
        made.multiplyTN(W2, Z2, A1);
        return A1;
    }

    private Matrix filled(int rows, int columns) {
        Random random = new Random(1);
        double[] values = new double[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextDouble() - 0.5;
        }
        Matrix M = made.create(rows, columns);
        made.write(values, M);
        return M;
    }
}
