package org.layerlab.network.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.network.matrix.FloatKernels;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.Precision;
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
        assertFalse(failures(wrongAt(1025)).isEmpty());
    }

    /** The reference's results are worked out for the first kernels, and the second ones are held against them. */
    @Test
    void whatOthersWereComparedWithCatchesAWrongProductToo() {
        ContractNumbers numbers = new ContractNumbers(Precision.FLOAT32);
        assertEquals(List.of(), failures(new FloatKernels(), numbers));
        assertEquals(List.of(), failures(new FloatKernels(), numbers));
        assertEquals(failures(wrongAt(1025), new ContractNumbers(Precision.FLOAT32)), failures(wrongAt(1025), numbers));
    }

    @Test
    void numbersOfAnotherPrecisionAreRefused() {
        ContractNumbers numbers = new ContractNumbers(Precision.FLOAT64);
        assertThrows(IllegalArgumentException.class, () -> KernelContract.run(new FloatKernels(), numbers));
    }

    @Test
    void aMatrixOfOtherKernelsIsRefused() {
        Kernels kernels = new FloatKernels();
        Matrix foreign = new ReferenceKernels().create(2, 2);
        assertThrows(IllegalArgumentException.class, () -> kernels.read(foreign));
    }

    /** Kernels whose products of so many rows have a wrong last number. */
    private static Kernels wrongAt(int rows) {
        return new FloatKernels() {
            @Override
            protected void gemm(
                    boolean tA, boolean tB, int n, int m, int k, float s, float[] a, float[] b, float keep, float[] c) {
                super.gemm(tA, tB, n, m, k, s, a, b, keep, c);
                if (n == rows) {
                    c[n * m - 1] += 0.01f;
                }
            }
        };
    }

    private static List<Check> failures(Kernels kernels) {
        return failures(kernels, new ContractNumbers(kernels.precision()));
    }

    private static List<Check> failures(Kernels kernels, ContractNumbers numbers) {
        return KernelContract.run(kernels, numbers).stream()
                .filter(check -> !check.passed())
                .toList();
    }
}
