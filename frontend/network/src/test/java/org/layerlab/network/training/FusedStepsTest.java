package org.layerlab.network.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.FusedSteps;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.ReferenceKernels;

class FusedStepsTest {
    private static final Architecture SHAPE = Architecture.relu(2, 5, 3, 1);
    private static final LabeledSet POINTS = Points.CIRCLE.generate(60, 0.1, 3);

    /** Both of what kernels can offer. */
    private interface Fusing extends Kernels, FusedSteps {}

    /** Reference kernels that fuse by making one step after the other, and write down how many at a time. */
    private static Fusing fusing(List<Integer> calls) {
        ReferenceKernels kernels = new ReferenceKernels();
        return (Fusing) Proxy.newProxyInstance(
                Fusing.class.getClassLoader(), new Class<?>[] {Fusing.class}, (self, method, a) -> {
                    if (!method.getDeclaringClass().equals(FusedSteps.class)) {
                        return method.invoke(kernels, a);
                    }
                    calls.add((Integer) a[3]);
                    @SuppressWarnings("unchecked")
                    List<FusedSteps.Dense> layers = (List<FusedSteps.Dense>) a[0];
                    double cost = Double.NaN;
                    for (int i = 0; i < (Integer) a[3]; i++) {
                        cost = iterate(kernels, layers, (Matrix) a[1], (Matrix) a[2], (Double) a[4], (Double) a[6]);
                    }
                    return cost;
                });
    }

    private static double iterate(
            Kernels kernels, List<FusedSteps.Dense> layers, Matrix X, Matrix Y, double rate, double l2) {
        Matrix A = X;
        for (FusedSteps.Dense layer : layers) {
            kernels.multiply(layer.W(), A, layer.Z());
            kernels.addBias(layer.Z(), layer.b());
            kernels.activate(layer.activation(), layer.Z(), layer.A());
            A = layer.A();
        }
        double cost = kernels.crossEntropy(A, Y);
        double scale = 1.0 / X.columns();
        kernels.outputError(A, Y, layers.get(layers.size() - 1).dZ());
        for (int l = layers.size() - 1; l >= 0; l--) {
            FusedSteps.Dense layer = layers.get(l);
            kernels.multiplyNT(layer.dZ(), l == 0 ? X : layers.get(l - 1).A(), scale, layer.dW());
            kernels.sumColumns(layer.dZ(), scale, layer.db());
            if (l > 0) {
                FusedSteps.Dense before = layers.get(l - 1);
                kernels.multiplyTN(layer.W(), layer.dZ(), before.dZ());
                kernels.activateBackward(before.activation(), before.Z(), before.A(), before.dZ(), before.dZ());
            }
        }
        for (FusedSteps.Dense layer : layers) {
            kernels.descend(layer.W(), layer.dW(), rate, 0, l2);
            kernels.descend(layer.b(), layer.db(), rate, 0, 0);
        }
        return cost;
    }

    private static Trainer trainer(Kernels kernels, Hyperparameters hyperparameters) {
        Network network = new Network(kernels, SHAPE, Initialization.HE.parameters(SHAPE, 7));
        return new Trainer(network, POINTS, hyperparameters);
    }

    private static Hyperparameters descent(OptimizerKind optimizer, int batchSize, double dropout) {
        return Hyperparameters.builder(0.3, 1234)
                .batchSize(batchSize)
                .optimizer(optimizer)
                .l2(0.001)
                .dropout(dropout)
                .seed(5)
                .build();
    }

    @Test
    void fusedStepsEqualSingleOnes() {
        Trainer single = trainer(new ReferenceKernels(), descent(OptimizerKind.SGD, 0, 0));
        while (!single.done()) {
            single.step();
        }
        List<Integer> calls = new ArrayList<>();
        Trainer fused = trainer(fusing(calls), descent(OptimizerKind.SGD, 0, 0));
        int made = 0;
        while (!fused.done()) {
            made += fused.steps(1000);
        }
        assertEquals(1234, made);
        assertEquals(0, fused.steps(1000));
        assertEquals(1234, fused.iteration());
        assertEquals(single.costs(), fused.costs());
        assertEquals(single.cost(), fused.cost());
        for (int l = 0; l < SHAPE.depth(); l++) {
            assertArrayEquals(
                    single.network().parameters().layers().get(l).W(),
                    fused.network().parameters().layers().get(l).W());
        }
        // Iteration 0 alone, then to each cost point, and the rest.
        assertEquals(13, calls.size());
        assertEquals(100, calls.get(0));
        assertEquals(33, calls.get(12));
    }

    @Test
    void noMoreThanAskedForIsMade() {
        List<Integer> calls = new ArrayList<>();
        Trainer trainer = trainer(fusing(calls), descent(OptimizerKind.SGD, 0, 0));
        assertEquals(1, trainer.steps(7));
        assertEquals(7, trainer.steps(7));
        assertEquals(8, trainer.iteration());
        assertEquals(List.of(7), calls);
    }

    @Test
    void whatDiffersFromStepToStepIsNotFused() {
        List<Integer> calls = new ArrayList<>();
        for (Hyperparameters h : List.of(
                descent(OptimizerKind.ADAM, 0, 0),
                descent(OptimizerKind.SGD, 16, 0),
                descent(OptimizerKind.SGD, 0, 0.2))) {
            Trainer trainer = trainer(fusing(calls), h);
            for (int i = 0; i < 5; i++) {
                assertEquals(1, trainer.steps(100));
            }
        }
        LabeledSet one = new LabeledSet(2, 1, new double[] {0.1, 0.2}, new double[] {1});
        Network network = new Network(fusing(calls), SHAPE, Initialization.HE.parameters(SHAPE, 7));
        Trainer trainer = new Trainer(network, one, descent(OptimizerKind.SGD, 0, 0));
        for (int i = 0; i < 5; i++) {
            assertEquals(1, trainer.steps(100));
        }
        assertEquals(List.of(), calls);
    }
}
