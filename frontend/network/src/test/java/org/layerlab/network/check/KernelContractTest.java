package org.layerlab.network.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.network.matrix.FloatKernels;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.ReferenceKernels;

class KernelContractTest {
    @Test
    void floatKernelsAgreeWithTheReference() {
        assertEquals(List.of(), failures(new FloatKernels()));
    }

    @Test
    void referenceKernelsAgreeWithThemselves() {
        assertEquals(List.of(), failures(new ReferenceKernels()));
    }

    @Test
    void aWrongProductIsCaught() {
        Kernels wrong = new FloatKernels() {
            @Override
            protected void gemm(
                    boolean tA, boolean tB, int n, int m, int k, float s, float[] a, float[] b, float keep, float[] c) {
                super.gemm(tA, tB, n, m, k, s, a, b, keep, c);
                if (n == 1025) {
                    c[n * m - 1] += 0.01f;
                }
            }
        };
        assertFalse(failures(wrong).isEmpty());
    }

    @Test
    void aMatrixOfOtherKernelsIsRefused() {
        Kernels kernels = new FloatKernels();
        Matrix foreign = new ReferenceKernels().create(2, 2);
        assertThrows(IllegalArgumentException.class, () -> kernels.read(foreign));
    }

    private static List<Check> failures(Kernels kernels) {
        return KernelContract.run(kernels).stream()
                .filter(check -> !check.passed())
                .toList();
    }
}
