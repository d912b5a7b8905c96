package org.layerlab.page.kernels;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.FloatKernels;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.matrix.ReferenceKernels;
import org.teavm.classlib.PlatformDetector;
import org.teavm.jso.JSBody;

/** Which kernels this browser gets: the best variant of the module that it can run, or plain Java. */
public final class KernelChoice {
    private final String variant;
    private final @Nullable KernelCalls calls;
    private final @Nullable TensorMemory memory;

    private KernelChoice(String variant, @Nullable KernelCalls calls) {
        this.variant = variant;
        this.calls = calls;
        memory = calls == null ? null : new TensorMemory(calls::grow);
    }

    /** The choice that static/boot.js made for this worker. To be made once: it owns the kernels' memory. */
    public static KernelChoice ofThisWorker() {
        String variant = variantOfThisWorker();
        return new KernelChoice(variant, variant.equals("plain") ? null : calls());
    }

    /** {@code relaxed} (with fused multiply-add), {@code simd} or {@code plain}. */
    public String variant() {
        return variant;
    }

    /** How many bytes of the kernels' memory are in use; 0 with plain Java. */
    public long usedBytes() {
        return memory == null ? 0 : memory.used();
    }

    /** How large the kernels' memory has become; 0 with plain Java. */
    public long memoryBytes() {
        return memory == null ? 0 : memory.size();
    }

    /** New kernels for numbers of this precision. */
    public Kernels kernels(Precision precision) {
        if (calls == null || memory == null) {
            return precision == Precision.FLOAT64 ? new ReferenceKernels() : new FloatKernels();
        }
        return new WasmKernels(calls, memory, precision);
    }

    /**
     * Runs multiply and add on registers alone, the limit of any float32 kernel.
     *
     * @return how many floating-point operations that were; 0 with plain Java, which has no such loop
     */
    public double runToTheLimit(int rounds) {
        if (calls == null) {
            return 0;
        }
        calls.limit(0, rounds);
        return (double) rounds * KernelCalls.LIMIT_FLOPS;
    }

    // An import that can be reached in the JavaScript build is an error there: the compiler sees which branch is dead.
    private static KernelCalls calls() {
        return PlatformDetector.isWebAssemblyGC() ? new ImportedCalls() : new ObjectCalls();
    }

    @JSBody(script = "return self.LayerLabKernels.variant;")
    private static native String variantOfThisWorker();
}
