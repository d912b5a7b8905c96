package org.layerlab.page.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.layerlab.network.matrix.Precision;
import org.layerlab.page.wasm.WasmInstance;

/** The kernel modules that the page loads, compiled to JVM classes. */
final class JvmKernels {
    private JvmKernels() {}

    /** The kernels of a module, with a memory of their own. */
    static WasmKernels kernels(KernelCalls calls, Precision precision) {
        TensorMemory memory = new TensorMemory(calls::grow, calls.reservedBytes());
        return precision == Precision.FLOAT32
                ? new Float32WasmKernels(calls, memory)
                : new WasmKernels(calls, memory, precision);
    }

    /** A module as the page has it. */
    static KernelCalls calls(String module) throws IOException {
        return calls(module, new HashSet<>());
    }

    /** Notes the operations on maps that are called. */
    static KernelCalls calls(String module, Set<Integer> operations) throws IOException {
        String path = "/org/layerlab/page/compiled/" + module + ".wasm";
        try (InputStream in = JvmKernels.class.getResourceAsStream(path)) {
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
