package org.layerlab.page.gpu.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.layerlab.network.check.Check;
import org.layerlab.network.check.ContractNumbers;
import org.layerlab.network.check.KernelContract;
import org.layerlab.page.gpu.AnsweredKernels;
import org.layerlab.page.gpu.Gpu;

/** What all kernels must do alike, on the GPU, and that training costs the same there. */
final class GpuSelfTest {
    private static final String NAME = "kernels (webgpu, float32";

    /** Where the GPU is emulated in software, compiling a shape takes a third of a second: each fifth one is compiled. */
    private static final int SOFTWARE_SHAPES = 5;

    /** A part of it: tells its checks, later. */
    private interface Part {
        void run(Consumer<List<Check>> then);
    }

    private final List<Part> left = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();
    private final Consumer<List<Check>> finished;

    /** A test of this device. */
    GpuSelfTest(Gpu gpu, Consumer<List<Check>> finished) {
        this.finished = finished;
        gpu.onFailure(why -> finished.accept(List.of(new Check(NAME + ")", false, why))));
        AnsweredKernels kernels = new AnsweredKernels(gpu);
        int every = gpu.isSoftware() ? SOFTWARE_SHAPES : 1;
        ContractNumbers numbers = new ContractNumbers(kernels.precision(), every);
        // Part by part: those that ask for numbers and go on with them run more often than the others.
        KernelContract.parts(kernels, numbers)
                .forEach(part -> left.add(then -> contract(NAME + ")", kernels, part, then)));
        AnsweredKernels.inTiles(gpu, gpu.isSoftware())
                .forEach((tile, one) -> KernelContract.products(one, numbers)
                        .forEach(part ->
                                left.add(then -> contract(NAME + ", tiles of " + tile + ")", one, part, then))));
        left.add(new SameShowings(gpu)::start);
        left.add(new SameCosts(gpu)::start);
    }

    /** Does the next part. */
    void start() {
        if (left.isEmpty()) {
            finished.accept(checks);
            return;
        }
        left.remove(0).run(more -> {
            checks.addAll(more);
            start();
        });
    }

    private static void contract(
            String name, AnsweredKernels kernels, Supplier<List<Check>> part, Consumer<List<Check>> then) {
        kernels.run(
                part,
                found -> {
                    kernels.releaseAll();
                    List<Check> named = new ArrayList<>();
                    for (Check check : found) {
                        named.add(new Check(name + ": " + check.name(), check.passed(), check.detail()));
                    }
                    then.accept(named);
                },
                why -> then.accept(List.of(new Check(name, false, why))));
    }
}
