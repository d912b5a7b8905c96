package org.layerlab.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.network.check.Check;
import org.layerlab.network.check.KernelContract;
import org.layerlab.network.matrix.FloatKernels;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.matrix.ReferenceKernels;

class OpenBlasKernelsTest {
    @Test
    void agreeWithTheReference() {
        List<Check> failed = KernelContract.run(new OpenBlasKernels()).stream()
                .filter(check -> !check.passed())
                .toList();
        assertEquals(List.of(), failed);
    }

    @Test
    void elementsOverManyThreadsAreThoseOfOne() {
        int rows = 301;
        int columns = 257;
        double[] w = new double[rows * columns];
        double[] dw = new double[rows * columns];
        for (int p = 0; p < w.length; p++) {
            w[p] = Math.sin(p);
            dw[p] = Math.cos(3 * p);
        }
        assertArrayEquals(
                descended(new FloatKernels(), rows, columns, w, dw),
                descended(new OpenBlasKernels(), rows, columns, w, dw));
    }

    private static double[] descended(Kernels kernels, int rows, int columns, double[] w, double[] dw) {
        Matrix W = kernels.create(rows, columns);
        Matrix dW = kernels.create(rows, columns);
        Matrix V = kernels.create(rows, columns);
        kernels.write(w, W);
        kernels.write(dw, dW);
        for (int i = 0; i < 3; i++) {
            kernels.descendMomentum(W, dW, V, 0.1, 0.9, 0, 1e-3);
        }
        return kernels.read(W);
    }

    @Test
    void aMatrixOfOtherKernelsIsRefused() {
        Matrix foreign = new ReferenceKernels().create(2, 2);
        assertThrows(IllegalArgumentException.class, () -> new OpenBlasKernels().read(foreign));
    }

    @Test
    void aMatrixThatNoBufferHoldsIsRefusedNamingTheLimit() {
        OpenBlasKernels kernels = new OpenBlasKernels();
        String why = String.valueOf(assertThrows(IllegalArgumentException.class, () -> kernels.create(150_528, 3_600))
                .getMessage());
        assertEquals("a matrix of 150528×3600 has 541900800 elements; at most 536870911 floats fit", why);
        assertEquals(536_870_911, JvmKernels.mostElements(kernels));
        assertEquals(Integer.MAX_VALUE - 8, JvmKernels.mostElements(new FloatKernels()));
    }

    @Test
    void eachPrecisionHasItsKernels() {
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(messages, true, StandardCharsets.UTF_8);
        assertInstanceOf(ReferenceKernels.class, JvmKernels.best(Precision.FLOAT64, out));
        assertEquals(Precision.FLOAT32, JvmKernels.best(Precision.FLOAT32, out).precision());
    }
}
