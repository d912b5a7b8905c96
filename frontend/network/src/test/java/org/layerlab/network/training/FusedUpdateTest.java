package org.layerlab.network.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.FusedUpdate;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.ReferenceKernels;

class FusedUpdateTest {
    private static final Architecture SHAPE = Architecture.relu(2, 5, 3, 1);
    private static final LabeledSet POINTS = Points.CIRCLE.generate(60, 0.1, 3);

    /** Both of what kernels can offer. */
    private interface Fusing extends Kernels, FusedUpdate {}

    /** Reference kernels that can add a product, and write down to which share of what was there. */
    private static Fusing fusing(List<Double> keeps) {
        ReferenceKernels kernels = new ReferenceKernels();
        return (Fusing) Proxy.newProxyInstance(
                Fusing.class.getClassLoader(), new Class<?>[] {Fusing.class}, (self, method, a) -> {
                    if (!method.getDeclaringClass().equals(FusedUpdate.class)) {
                        return method.invoke(kernels, a);
                    }
                    if (method.isDefault()) {
                        return InvocationHandler.invokeDefault(self, method, a);
                    }
                    double keep = (Double) a[3];
                    keeps.add(keep);
                    Matrix C = (Matrix) a[4];
                    double[] sum = kernels.read(C);
                    kernels.multiplyNT((Matrix) a[0], (Matrix) a[1], (Double) a[2], C);
                    double[] product = kernels.read(C);
                    for (int p = 0; p < sum.length; p++) {
                        sum[p] = keep * sum[p] + product[p];
                    }
                    kernels.write(sum, C);
                    return null;
                });
    }

    private static Trainer trained(Kernels kernels, OptimizerKind kind, double l1, double l2, double dropout) {
        Network network = new Network(kernels, SHAPE, Initialization.HE.parameters(SHAPE, 7));
        Trainer trainer = new Trainer(
                network,
                POINTS,
                Hyperparameters.builder(0.1, 50)
                        .batchSize(16)
                        .optimizer(kind)
                        .schedule(Schedule.COSINE)
                        .l1(l1)
                        .l2(l2)
                        .dropout(dropout)
                        .seed(5)
                        .build());
        while (!trainer.done()) {
            trainer.step();
        }
        return trainer;
    }

    /** Whether the rule promises to fuse: L1 regularization is never fused, L2 only where it is a mere factor. */
    private static boolean fuses(OptimizerKind kind, double l1, double l2) {
        return l1 == 0 && (kind == OptimizerKind.SGD || (kind == OptimizerKind.MOMENTUM && l2 == 0));
    }

    private static void assertLearnsTheSame(OptimizerKind kind, double l1, double l2, double dropout) {
        List<Double> keeps = new ArrayList<>();
        Trainer plain = trained(new ReferenceKernels(), kind, l1, l2, dropout);
        Trainer fused = trained(fusing(keeps), kind, l1, l2, dropout);
        assertEquals(fuses(kind, l1, l2), !keeps.isEmpty(), kind + " was fused " + keeps.size() + " times");
        for (int l = 0; l < SHAPE.depth(); l++) {
            assertArrayEquals(
                    plain.network().parameters().layers().get(l).W(),
                    fused.network().parameters().layers().get(l).W(),
                    1e-11);
            assertArrayEquals(
                    plain.network().parameters().layers().get(l).b(),
                    fused.network().parameters().layers().get(l).b(),
                    1e-11);
        }
    }

    @Test
    void everyRuleLearnsWhatItLearnsUnfused() {
        for (OptimizerKind kind : OptimizerKind.values()) {
            assertLearnsTheSame(kind, 0, 0, 0);
            assertLearnsTheSame(kind, 0, 0.01, 0);
            assertLearnsTheSame(kind, 0.01, 0, 0);
            assertLearnsTheSame(kind, 0, 0.01, 0.2);
        }
    }

    @Test
    void descentWritesNoGradientDown() {
        List<Double> keeps = new ArrayList<>();
        Network network = new Network(fusing(keeps), SHAPE, Initialization.HE.parameters(SHAPE, 7));
        new Trainer(network, POINTS, Hyperparameters.plain(0.1, 1)).step();
        assertEquals(List.of(1.0, 1.0, 1.0), keeps);
    }

    @Test
    void aDecayThatFloat32CannotTellIsNotFused() {
        List<Double> keeps = new ArrayList<>();
        trained(fusing(keeps), OptimizerKind.SGD, 0, 1e-7, 0);
        assertEquals(List.of(), keeps);
    }
}
