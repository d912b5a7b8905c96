package org.layerlab.page.lab.worker;

import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Pass;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.message.Figure;

/** The work that is measured of dense networks, on photos and on points. */
final class DenseBench {
    static final int BATCH = 256;
    static final int[][] SMALL = {{2, 4, 1}, {2, 10, 1}, {2, 128, 4, 1}};
    static final double GIGA = 1e9;

    private static final int[] LARGE = {12288, 800, 10, 1};
    private static final int POINTS = 300;

    private final KernelChoice choice;

    /** The work of these kernels. */
    DenseBench(KernelChoice choice) {
        this.choice = choice;
    }

    Figure forward(String id) {
        return product(id, "W1·X, 800×12288 by 12288×256", LARGE[1], LARGE[0], BATCH, false);
    }

    Figure gradient(String id) {
        return product(id, "dZ1·Xᵀ, 800×256 by 256×12288", LARGE[1], BATCH, LARGE[0], true);
    }

    private Figure product(String id, String name, int n, int k, int m, boolean transposed) {
        Kernels kernels = choice.kernels(Precision.FLOAT32);
        Matrix A = BenchInput.filled(kernels, n, k);
        Matrix B = transposed ? BenchInput.filled(kernels, m, k) : BenchInput.filled(kernels, k, m);
        Matrix C = kernels.create(n, m);
        double flops = Work.rate(() -> {
            if (transposed) {
                kernels.multiplyNT(A, B, 1, C);
            } else {
                kernels.multiply(A, B, C);
            }
            return 2.0 * n * k * m;
        });
        kernels.releaseAll();
        return figure(id, name, flops / GIGA, "GFLOP/s", flops / GIGA);
    }

    Figure training(String id, int batch, int m) {
        Kernels kernels = choice.kernels(Precision.FLOAT32);
        Trainer trainer = trainer(kernels, batch, m);
        double images = Work.rate(() -> {
            trainer.step();
            return batch;
        });
        kernels.releaseAll();
        return trained(id, batch, images, choice.threads());
    }

    /** What trains the large network on m photos. */
    static Trainer trainer(Kernels kernels, int batch, int m) {
        Architecture architecture = Architecture.relu(LARGE);
        Network network = new Network(kernels, architecture, Initialization.HE.parameters(architecture, 1));
        Hyperparameters h = Hyperparameters.builder(0.01, Integer.MAX_VALUE)
                .batchSize(batch)
                .build();
        return new Trainer(network, BenchInput.photos(m), h);
    }

    /** That it trains this many photos a second. */
    static Figure trained(String id, int batch, double images, int threads) {
        return new Figure(
                id,
                "Training " + name(LARGE) + " on photos, batch " + batch,
                images,
                "photos a second",
                images * flopsOfOneExample(LARGE) / GIGA,
                threads);
    }

    Figure onePhoto(String id) {
        Architecture architecture = Architecture.relu(LARGE);
        Kernels kernels = choice.kernels(Precision.FLOAT32);
        Network network = new Network(kernels, architecture, Initialization.HE.parameters(architecture, 1));
        Matrix X = BenchInput.filled(kernels, LARGE[0], 1);
        Pass pass = network.pass(1);
        double perSecond = Work.rate(() -> {
            network.forward(X, pass);
            return 1;
        });
        kernels.releaseAll();
        return figure(id, "One photo through " + name(LARGE), 1000 / perSecond, "ms", 0);
    }

    Figure smallNetwork(String id, int[] layers, Precision precision) {
        Architecture architecture = Architecture.relu(layers);
        Kernels kernels = choice.kernels(precision);
        LabeledSet points = Points.CIRCLE.generate(POINTS, 0.15, 1);
        Network network = new Network(kernels, architecture, Initialization.NORMAL.parameters(architecture, 1));
        Trainer trainer = new Trainer(network, points, Hyperparameters.plain(0.2, Integer.MAX_VALUE));
        double iterations = Work.rate(() -> trainer.steps(Trainer.COST_EVERY));
        kernels.releaseAll();
        return figure(
                id,
                name(layers) + " on " + POINTS + " points, full batch, " + precision.id(),
                iterations,
                "iterations a second",
                // The limit is that of float32: a vector holds half as many numbers of float64.
                precision == Precision.FLOAT32 ? iterations * POINTS * flopsOfOneExample(layers) / GIGA : 0);
    }

    private Figure figure(String id, String name, double value, String unit, double gigaflops) {
        return new Figure(id, name, value, unit, gigaflops, choice.threads());
    }

    /** Forward, gradient and what goes back to the layer before: products alone; the first layer needs no last one. */
    private static double flopsOfOneExample(int[] layers) {
        double flops = 0;
        for (int l = 1; l < layers.length; l++) {
            flops += (l == 1 ? 4.0 : 6.0) * layers[l] * layers[l - 1];
        }
        return flops;
    }

    static String name(int[] layers) {
        StringBuilder text = new StringBuilder();
        for (int n : layers) {
            text.append(text.length() == 0 ? "" : "·").append(n);
        }
        return text.toString();
    }
}
