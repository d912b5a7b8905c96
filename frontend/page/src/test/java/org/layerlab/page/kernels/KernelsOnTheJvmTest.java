package org.layerlab.page.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.layerlab.network.check.Check;
import org.layerlab.network.check.KernelContract;
import org.layerlab.network.data.Points;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.wasm.WasmInstance;

/** The kernel modules that the page loads, run on the JVM: the same bytes, the same contract as in the self-test. */
class KernelsOnTheJvmTest {
    @ParameterizedTest
    @CsvSource({"kernels-simd-maps, FLOAT32", "kernels-simd-maps, FLOAT64", "kernels-relaxed-maps, FLOAT32"})
    void modulesMeetTheContract(String module, Precision precision) throws IOException {
        KernelCalls calls = calls(module);
        WasmKernels kernels = kernels(calls, precision);
        List<Check> checks = KernelContract.run(kernels);
        assertFalse(checks.isEmpty());
        assertEquals(List.of(), checks.stream().filter(check -> !check.passed()).toList());
    }

    /** Which is a kernel of its own, and must do to the last bit what single steps do. */
    @ParameterizedTest
    @EnumSource
    void manyStepsInOneCallEqualSingleOnes(Precision precision) throws IOException {
        KernelCalls calls = calls("kernels-simd");
        for (Activation g : Activation.values()) {
            for (List<Integer> units : List.of(List.of(2, 1), List.of(2, 9, 6, 1), List.of(2, 3, 5, 2, 1))) {
                Architecture architecture = Architecture.of(units, g);
                for (int m : new int[] {2, 7, 300}) {
                    Parameters single = trained(kernels(calls, precision), architecture, m, 1);
                    Parameters fused = trained(kernels(calls, precision), architecture, m, 20);
                    for (int l = 0; l < single.layers().size(); l++) {
                        String where = architecture + " of " + m + ", layer " + l;
                        assertArrayEquals(
                                single.layers().get(l).W(),
                                fused.layers().get(l).W(),
                                where);
                        assertArrayEquals(
                                single.layers().get(l).b(),
                                fused.layers().get(l).b(),
                                where);
                    }
                }
            }
        }
    }

    private static Parameters trained(Kernels kernels, Architecture architecture, int m, int atOnce) {
        Network network = new Network(kernels, architecture, Initialization.HE.parameters(architecture, 3));
        Trainer trainer = new Trainer(network, Points.MOONS.generate(m, 0.2, 1), Hyperparameters.plain(0.1, 21));
        while (!trainer.done()) {
            trainer.steps(atOnce);
        }
        return network.parameters();
    }

    private static WasmKernels kernels(KernelCalls calls, Precision precision) {
        TensorMemory memory = new TensorMemory(calls::grow, calls.reservedBytes());
        return precision == Precision.FLOAT32
                ? new Float32WasmKernels(calls, memory)
                : new WasmKernels(calls, memory, precision);
    }

    private static KernelCalls calls(String module) throws IOException {
        String path = "/org/layerlab/page/compiled/" + module + ".wasm";
        try (InputStream in = KernelsOnTheJvmTest.class.getResourceAsStream(path)) {
            WasmInstance instance = new WasmInstance(
                    Objects.requireNonNull(in, path + " is not built").readAllBytes());
            return (KernelCalls) Proxy.newProxyInstance(
                    KernelCalls.class.getClassLoader(),
                    new Class<?>[] {KernelCalls.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "write" ->
                            write(instance, (int) arguments[0], (double[]) arguments[1], (int) arguments[2]);
                        case "read" -> read(instance, (int) arguments[0], (int) arguments[1], (double[]) arguments[2]);
                        case "writeBytes" ->
                            instance.memory().put((int) arguments[3], (byte[]) arguments[0], (int) arguments[1], (int)
                                    arguments[2]);
                        case "fewAtATime" -> false;
                        default -> instance.call(method.getName(), arguments == null ? new Object[0] : arguments);
                    });
        }
    }

    private static ByteBuffer write(WasmInstance instance, int wide, double[] values, int to) {
        ByteBuffer memory = instance.memory();
        for (int i = 0; i < values.length; i++) {
            if (wide == 1) {
                memory.putDouble(to + Double.BYTES * i, values[i]);
            } else {
                memory.putFloat(to + Float.BYTES * i, (float) values[i]);
            }
        }
        return memory;
    }

    private static ByteBuffer read(WasmInstance instance, int wide, int from, double[] values) {
        ByteBuffer memory = instance.memory();
        for (int i = 0; i < values.length; i++) {
            values[i] = wide == 1 ? memory.getDouble(from + Double.BYTES * i) : memory.getFloat(from + Float.BYTES * i);
        }
        return memory;
    }
}
