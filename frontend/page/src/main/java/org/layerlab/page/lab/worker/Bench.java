package org.layerlab.page.lab.worker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.Examples;
import org.layerlab.network.data.LabelledSet;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Pass;
import org.layerlab.network.matrix.HashRandom;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.message.Figure;

/**
 * Measures this browser, one figure after the other, in well under a minute. A figure is the median of several
 * measurements, each long enough for the clock; what it compiles first is not counted.
 */
public final class Bench {
    /** Hears the figures as they come. */
    public interface Listener {
        /** One more figure is there, the {@code done}-th of {@code total}. */
        void measured(Figure figure, int done, int total);

        /** All are there. */
        void finished();
    }

    private static final int[] LARGE = {12288, 800, 10, 1};
    private static final int BATCH = 256;
    private static final int SIDE = 64;
    private static final int POINTS = 300;
    private static final int[][] SMALL = {{2, 4, 1}, {2, 10, 1}, {2, 128, 4, 1}};

    /** Batches and numbers of photos that show how time grows with work. */
    private static final int[] BATCHES = {32, 1024};

    private static final int[] SETS = {6_000, 60_000};

    private static final int MEASUREMENTS = 5;
    private static final double WARM_UP_MS = 250;
    private static final double MEASUREMENT_MS = 180;
    /** Few enough that V8, which replaces code only at a call, soon runs the optimised loop. */
    private static final int LIMIT_ROUNDS = 20_000;

    private static final double GIGA = 1e9;

    /** The id of what is measured on several numbers of threads ends with their number. */
    public static final String LIMIT = "limit-";

    /** What is measured again and again. */
    private interface Work {
        /** Does some of it; gives how much was done. */
        double run();
    }

    /** Measures one figure, making and giving back what it needs. */
    private interface Part {
        Figure measure(String id);
    }

    private record Named(String id, int threads, Part part) {}

    private final KernelChoice choice;
    private final Listener listener;
    private final List<Named> parts = new ArrayList<>();
    private final Clock.Task next = Clock.soon(this::measureNext);
    private int done;
    private @Nullable Arrival arrival;

    /**
     * A benchmark of these kernels.
     *
     * @param only the id of the one figure to measure; empty for all but those that show how time grows with work, for
     *     which nobody waits who did not ask
     * @throws IllegalArgumentException when no figure has that id
     */
    public Bench(KernelChoice choice, String only, Listener listener) {
        this.choice = choice;
        this.listener = listener;
        if (!choice.variant().equals("plain")) {
            addForThreads(LIMIT, this::limit);
        }
        add("gemm-forward", id -> product(id, "W1·X, 800×12288 by 12288×256", LARGE[1], LARGE[0], BATCH, false));
        add("gemm-gradient", id -> product(id, "dZ1·Xᵀ, 800×256 by 256×12288", LARGE[1], BATCH, LARGE[0], true));
        addForThreads("train-photos-", id -> training(id, BATCH, 2 * BATCH));
        addForThreads("one-photo-", this::onePhoto);
        addForThreads("conv-forward-", this::convolutions);
        addForThreads("train-conv-", this::convolutionalTraining);
        addForThreads("one-photo-conv-", this::oneConvolutionalPhoto);
        for (Precision precision : Precision.values()) {
            for (int[] layers : SMALL) {
                add(
                        "iterations-" + name(layers).replace("·", "-") + "-" + precision.id(),
                        id -> smallNetwork(id, layers, precision));
            }
        }
        if (!only.isEmpty()) {
            for (int batch : BATCHES) {
                addForThreads("train-photos-batch-" + batch + "-", id -> training(id, batch, 2 * batch));
            }
            for (int m : SETS) {
                addForThreads("train-photos-of-" + m + "-", id -> training(id, BATCH, m));
            }
            parts.removeIf(named -> !named.id().equals(only));
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("no figure is called " + only);
            }
        }
    }

    private void add(String id, Part part) {
        parts.add(new Named(id, 1, part));
    }

    /** On one thread, two, four and so on, and on all that there are. */
    private void addForThreads(String id, Part part) {
        int most = choice.mostThreads();
        for (int threads = 1; threads < most; threads *= 2) {
            parts.add(new Named(id + threads, threads, part));
        }
        parts.add(new Named(id + most, most, part));
    }

    /** Begins. */
    public void start() {
        next.run();
    }

    private void measureNext() {
        if (done == parts.size()) {
            listener.finished();
            return;
        }
        Named named = parts.get(done);
        if (arrival == null) {
            arrival = new Arrival(choice, named.threads());
        }
        if (!arrival.complete()) {
            next.run();
            return;
        }
        arrival = null;
        Figure figure = named.part().measure(named.id());
        done++;
        listener.measured(figure, done, parts.size());
        next.run();
    }

    /** The median rate of some work, in what it counts a second. */
    private static double rate(Work work) {
        double start = Clock.now();
        do {
            work.run();
        } while (Clock.now() - start < WARM_UP_MS);
        double[] rates = new double[MEASUREMENTS];
        for (int i = 0; i < MEASUREMENTS; i++) {
            double count = 0;
            double begin = Clock.now();
            double elapsed;
            do {
                count += work.run();
                elapsed = Clock.now() - begin;
            } while (elapsed < MEASUREMENT_MS);
            rates[i] = 1000 * count / elapsed;
        }
        Arrays.sort(rates);
        return rates[MEASUREMENTS / 2];
    }

    private Figure limit(String id) {
        double flops = rate(() -> choice.runToTheLimit(LIMIT_ROUNDS));
        return figure(id, "The limit: multiply and add on registers alone", flops / GIGA, "GFLOP/s", flops / GIGA);
    }

    private Figure product(String id, String name, int n, int k, int m, boolean transposed) {
        Kernels kernels = choice.kernels(Precision.FLOAT32);
        Matrix A = filled(kernels, n, k);
        Matrix B = transposed ? filled(kernels, m, k) : filled(kernels, k, m);
        Matrix C = kernels.create(n, m);
        double flops = rate(() -> {
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

    private Figure training(String id, int batch, int m) {
        Architecture architecture = Architecture.relu(LARGE);
        Kernels kernels = choice.kernels(Precision.FLOAT32);
        Network network = new Network(kernels, architecture, Initialization.HE.parameters(architecture, 1));
        Hyperparameters h = Hyperparameters.builder(0.01, Integer.MAX_VALUE)
                .batchSize(batch)
                .build();
        Trainer trainer = new Trainer(network, photos(m), h);
        double images = rate(() -> {
            trainer.step();
            return batch;
        });
        kernels.releaseAll();
        return figure(
                id,
                "Training " + name(LARGE) + " on photos, batch " + batch,
                images,
                "photos a second",
                images * flopsOfOneExample(LARGE) / GIGA);
    }

    private Figure onePhoto(String id) {
        Architecture architecture = Architecture.relu(LARGE);
        Kernels kernels = choice.kernels(Precision.FLOAT32);
        Network network = new Network(kernels, architecture, Initialization.HE.parameters(architecture, 1));
        Matrix X = filled(kernels, LARGE[0], 1);
        Pass pass = network.pass(1);
        double perSecond = rate(() -> {
            network.forward(X, pass);
            return 1;
        });
        kernels.releaseAll();
        return figure(id, "One photo through " + name(LARGE), 1000 / perSecond, "ms", 0);
    }

    private Figure convolutions(String id) {
        Kernels kernels = choice.kernels(Precision.FLOAT32);
        double flops = rate(MapBench.convolutions(kernels)::run);
        kernels.releaseAll();
        return figure(id, "The 3×3 convolutions of a network, forward", flops / GIGA, "GFLOP/s", flops / GIGA);
    }

    private Figure convolutionalTraining(String id) {
        Kernels kernels = choice.kernels(Precision.FLOAT32);
        double images = rate(MapBench.training(kernels, photos(2 * MapBench.BATCH))::run);
        kernels.releaseAll();
        return figure(
                id,
                "Training four convolutions on photos, batch " + MapBench.BATCH,
                images,
                "photos a second",
                images * MapBench.flopsOfOnePhoto() / GIGA);
    }

    private Figure oneConvolutionalPhoto(String id) {
        Kernels kernels = choice.kernels(Precision.FLOAT32);
        double perSecond = rate(MapBench.onePhoto(kernels)::run);
        kernels.releaseAll();
        return figure(id, "One photo through four convolutions, 120 MFLOP", 1000 / perSecond, "ms", 0);
    }

    private Figure smallNetwork(String id, int[] layers, Precision precision) {
        Architecture architecture = Architecture.relu(layers);
        Kernels kernels = choice.kernels(precision);
        LabelledSet points = Points.CIRCLE.generate(POINTS, 0.15, 1);
        Network network = new Network(kernels, architecture, Initialization.NORMAL.parameters(architecture, 1));
        Trainer trainer = new Trainer(network, points, Hyperparameters.plain(0.2, Integer.MAX_VALUE));
        double iterations = rate(() -> trainer.steps(Trainer.COST_EVERY));
        kernels.releaseAll();
        return figure(
                id,
                name(layers) + " on " + POINTS + " points, full batch, " + precision.id(),
                iterations,
                "iterations a second",
                iterations * POINTS * flopsOfOneExample(layers) / GIGA);
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

    private static String name(int[] layers) {
        StringBuilder text = new StringBuilder();
        for (int n : layers) {
            text.append(text.length() == 0 ? "" : "·").append(n);
        }
        return text.toString();
    }

    static Matrix filled(Kernels kernels, int rows, int columns) {
        double[] values = new double[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = HashRandom.uniform(1, i) - 0.5;
        }
        Matrix M = kernels.create(rows, columns);
        kernels.write(values, M);
        return M;
    }

    /** Noise, the same again after some photos: making many is not what is measured. */
    private static Examples photos(int count) {
        byte[] pixels = new byte[count * LARGE[0]];
        byte[] labels = new byte[count];
        int fresh = Math.min(count, 2 * BATCH) * LARGE[0];
        for (int i = 0; i < fresh; i++) {
            pixels[i] = (byte) (256 * HashRandom.uniform(2, i));
        }
        for (int i = fresh; i < pixels.length; i += fresh) {
            System.arraycopy(pixels, 0, pixels, i, Math.min(fresh, pixels.length - i));
        }
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 2);
        }
        return new PhotoSet(pixels, labels, SIDE);
    }
}
