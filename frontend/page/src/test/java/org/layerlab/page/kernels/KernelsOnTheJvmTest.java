package org.layerlab.page.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.layerlab.kernels.KernelLayout;
import org.layerlab.kernels.KernelLayout.MapOperation;
import org.layerlab.network.check.Check;
import org.layerlab.network.check.KernelContract;
import org.layerlab.network.data.Points;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.wasm.WasmInstance;

/** The kernel modules that the page loads, run on the JVM: the same bytes, the same contract as in the self-test. */
class KernelsOnTheJvmTest {
    @ParameterizedTest
    @CsvSource({
        "kernels-simd-maps, FLOAT32, 1",
        "kernels-simd-maps, FLOAT64, 1",
        // And by one tile at a time: see twoTilesAtATimeGiveTheDigitsOfOne.
        "kernels-relaxed-maps, FLOAT32, 2"
    })
    void modulesMeetTheContract(String module, Precision precision, int tiles) throws IOException {
        Set<Integer> operations = new HashSet<>();
        KernelCalls calls = calls(module, operations);
        calls.storeInt(KernelLayout.WIDE, tiles - 1);
        WasmKernels kernels = kernels(calls, precision);
        List<Check> checks = KernelContract.run(kernels);
        assertFalse(checks.isEmpty());
        assertEquals(List.of(), checks.stream().filter(check -> !check.passed()).toList());
        for (int operation : List.of(MapOperation.WINOGRAD, MapOperation.WINOGRAD_GRADIENT)) {
            assertEquals(precision == Precision.FLOAT32, operations.contains(operation), "operation " + operation);
        }
    }

    /** Sums are made in the same order, so which way is faster may be found out during a training. */
    @Test
    void twoTilesAtATimeGiveTheDigitsOfOne() throws IOException {
        KernelCalls calls = calls("kernels-relaxed");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 30; i++) {
            int n = 1 + random.nextInt(40);
            int k = 1 + random.nextInt(1200);
            int m = 1 + random.nextInt(330);
            Kernels kernels = kernels(calls, Precision.FLOAT32);
            Matrix A = filled(kernels, n, k, random);
            Matrix B = filled(kernels, k, m, random);
            Matrix turned = filled(kernels, m, k, random);
            Matrix AT = filled(kernels, k, n, random);
            List<double[]> single = products(calls, 1, kernels, A, B, turned, AT);
            List<double[]> wide = products(calls, KernelLayout.WIDE_TILES, kernels, A, B, turned, AT);
            for (int j = 0; j < single.size(); j++) {
                assertArrayEquals(
                        single.get(j),
                        wide.get(j),
                        "product " + j + " of " + n + "×" + k + " and " + m + ", seed " + seed);
            }
        }
    }

    /** In training, bias and ReLU are applied to the tiles before they leave the registers. */
    @ParameterizedTest
    @EnumSource
    void twoTilesAtATimeTrainToTheDigitsOfOne(Activation g) throws IOException {
        KernelCalls calls = calls("kernels-relaxed");
        Architecture architecture = Architecture.of(List.of(2, 14, 9, 1), g);
        Parameters single = trained(kernels(calls, Precision.FLOAT32), architecture, 150, 20);
        calls.storeInt(KernelLayout.WIDE, KernelLayout.WIDE_TILES - 1);
        Parameters wide = trained(kernels(calls, Precision.FLOAT32), architecture, 150, 20);
        assertSameNumbers(single, wide, String.valueOf(architecture));
    }

    /** Each sum of the limit's loop ends near 1: a lane has the sum of half of them. */
    @ParameterizedTest
    @CsvSource({"1, 6", "2, 12"})
    void limitMakesTheSumsOfAllTilesThatAreTakenAtATime(int tiles, double lane) throws IOException {
        KernelCalls calls = calls("kernels-relaxed");
        calls.storeInt(KernelLayout.WIDE, tiles - 1);
        calls.limit(0, 20_000);
        double[] lanes = new double[8];
        calls.read(0, KernelLayout.LIMIT_RESULT, lanes);
        for (double found : lanes) {
            assertEquals(lane, found, 0.01);
        }
    }

    private static List<double[]> products(
            KernelCalls calls, int tiles, Kernels kernels, Matrix A, Matrix B, Matrix turned, Matrix AT) {
        calls.storeInt(KernelLayout.WIDE, tiles - 1);
        Matrix C = kernels.create(A.rows(), B.columns());
        List<double[]> results = new ArrayList<>();
        kernels.multiply(A, B, C);
        results.add(kernels.read(C));
        kernels.multiplyNT(A, turned, 0.5, C);
        results.add(kernels.read(C));
        kernels.multiplyTN(AT, B, C);
        results.add(kernels.read(C));
        return results;
    }

    private static Matrix filled(Kernels kernels, int rows, int columns, Random random) {
        Matrix M = kernels.create(rows, columns);
        kernels.write(random.doubles((long) rows * columns, -1, 1).toArray(), M);
        return M;
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
                    assertSameNumbers(single, fused, architecture + " of " + m);
                }
            }
        }
    }

    private static void assertSameNumbers(Parameters some, Parameters others, String what) {
        for (int l = 0; l < some.layers().size(); l++) {
            String where = what + ", layer " + l;
            assertArrayEquals(some.layers().get(l).W(), others.layers().get(l).W(), where);
            assertArrayEquals(some.layers().get(l).b(), others.layers().get(l).b(), where);
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
        return calls(module, new HashSet<>());
    }

    /** Notes the operations on maps that are called. */
    private static KernelCalls calls(String module, Set<Integer> operations) throws IOException {
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
                        case "maps" -> {
                            operations.add((int) arguments[1]);
                            yield instance.call("maps", arguments);
                        }
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
