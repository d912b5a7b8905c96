package org.layerlab.page.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.kernels.KernelLayout;
import org.layerlab.kernels.KernelLayout.MapOperation;
import org.layerlab.network.check.Check;
import org.layerlab.network.check.KernelContract;
import org.layerlab.network.matrix.Precision;

/** The kernel modules that the page loads, run on the JVM: the same bytes, the same contract as in the self-test. */
class KernelsOnTheJvmTest {
    @ParameterizedTest
    @CsvSource({
        "kernels-simd-maps, FLOAT32, 1",
        "kernels-simd-maps, FLOAT64, 1",
        // And by one tile at a time: see KernelDigitsTest.
        "kernels-relaxed-maps, FLOAT32, 2"
    })
    void modulesMeetTheContract(String module, Precision precision, int tiles) throws IOException {
        Set<Integer> operations = new HashSet<>();
        KernelCalls calls = JvmKernels.calls(module, operations);
        calls.storeInt(KernelLayout.WIDE, tiles - 1);
        WasmKernels kernels = JvmKernels.kernels(calls, precision);
        List<Check> checks = KernelContract.run(kernels);
        assertFalse(checks.isEmpty());
        assertEquals(List.of(), checks.stream().filter(check -> !check.passed()).toList());
        for (int operation : List.of(MapOperation.WINOGRAD, MapOperation.WINOGRAD_GRADIENT)) {
            assertEquals(precision == Precision.FLOAT32, operations.contains(operation), "operation " + operation);
        }
    }
}
