package org.layerlab.page.gpu.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.layerlab.network.check.Check;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.training.CostPoint;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Schedule;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.gpu.Gpu;
import org.layerlab.page.gpu.WebGpuKernels;

/** Trains the same network on the GPU and in plain Java, and compares the costs of all updates. */
final class SameCosts {
    private static final int UPDATES = 100;
    private static final int EXAMPLES = 50;
    private static final int BATCH = 16;
    private static final int FEATURES = 64;

    /** Float32 against float64, relative. */
    private static final double ALLOWED = 1e-4;

    private static final String DENSE = "64,30,bn,relu,dropout0.2,9,tanh,1";
    private static final String CONVOLUTIONAL =
            "8x8x1,conv3x4,bn,relu,skip,dw3,bn,hardSwish,conv1x4,bn,add,pool2,conv3x5s2p1,leakyRelu,gap,softmax3";

    private final Gpu gpu;
    private final List<Check> checks = new ArrayList<>();

    SameCosts(Gpu gpu) {
        this.gpu = gpu;
    }

    /** Compares one network after the other. */
    void start(Consumer<List<Check>> finished) {
        List<Runnable> left = new ArrayList<>();
        for (OptimizerKind optimizer : OptimizerKind.values()) {
            for (String layers : List.of(DENSE, CONVOLUTIONAL)) {
                left.add(() -> compare(layers, optimizer, () -> next(left, finished)));
            }
        }
        next(left, finished);
    }

    private void next(List<Runnable> left, Consumer<List<Check>> finished) {
        if (left.isEmpty()) {
            finished.accept(checks);
        } else {
            left.remove(0).run();
        }
    }

    private void compare(String layers, OptimizerKind optimizer, Runnable then) {
        WebGpuKernels kernels = new WebGpuKernels(gpu);
        Trainer late = trainer(kernels, layers, optimizer);
        while (!late.done()) {
            late.step();
            kernels.submit();
        }
        late.fetch(() -> {
            Trainer plain = trainer(new ReferenceKernels(), layers, optimizer);
            while (!plain.done()) {
                plain.step();
            }
            String kind = layers.startsWith(String.valueOf(FEATURES)) ? "dense" : "convolutional";
            checks.add(check("costs of " + UPDATES + " updates, " + kind + ", " + optimizer.id(), plain, late));
            late.release();
            late.network().release();
            kernels.releaseAll();
            then.run();
        });
    }

    private static Trainer trainer(Kernels kernels, String layers, OptimizerKind optimizer) {
        Architecture architecture = Architecture.parse(layers, Activation.RELU);
        double[] Y = new double[EXAMPLES];
        for (int j = 0; j < EXAMPLES; j++) {
            Y[j] = j * 7 % architecture.classes();
        }
        LabeledSet examples = new LabeledSet(FEATURES, EXAMPLES, new NumpyRandom(3).normals(FEATURES * EXAMPLES), Y);
        Network network = new Network(kernels, architecture, Initialization.HE.parameters(architecture, 5));
        Hyperparameters chosen = Hyperparameters.builder(0.01, UPDATES)
                .batchSize(BATCH)
                .optimizer(optimizer)
                .schedule(Schedule.COSINE)
                .l2(1e-3)
                .seed(7)
                .build();
        return new Trainer(network, examples, chosen, 1);
    }

    private static Check check(String name, Trainer plain, Trainer late) {
        double worst = 0;
        String where = "";
        for (int i = 0; i < UPDATES; i++) {
            CostPoint expected = plain.costs().get(i);
            double actual = i < late.costPointCount() ? late.costs().get(i).cost() : Double.NaN;
            double off = Math.abs(actual - expected.cost()) / expected.cost();
            if (!(off <= worst)) {
                worst = Double.isNaN(off) ? Double.POSITIVE_INFINITY : off;
                where = "update " + i + ": " + actual + ", in float64 " + expected.cost();
            }
        }
        return new Check(name, worst <= ALLOWED, "largest relative difference " + worst + ", " + where);
    }
}
