package org.layerlab.page.lab.worker;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Precision;
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

    /** Batches and numbers of photos that show how time grows with work. */
    private static final int[] BATCHES = {32, 1024};

    private static final int[] SETS = {6_000, 60_000};

    /** Few enough that V8, which replaces code only at a call, soon runs the optimized loop. */
    private static final int LIMIT_ROUNDS = 20_000;

    /** Measures one figure, making and giving back what it needs. */
    private interface Part {
        Figure measure(String id);
    }

    private record Named(String id, int threads, Part part) {}

    private final KernelChoice choice;
    private final Listener listener;
    private final DenseBench dense;
    private final List<Named> parts = new ArrayList<>();
    private final Clock.Task next = Clock.soon(this::measureNext);
    private int done;
    private @Nullable Arrival arrival;

    /**
     * A benchmark of these kernels.
     *
     * @param only the id of the one figure to measure; empty for all but those that show how time grows with work, which
     *     take too long to run unasked
     * @throws IllegalArgumentException when no figure has that id
     */
    public Bench(KernelChoice choice, String only, Listener listener) {
        this.choice = choice;
        this.listener = listener;
        dense = new DenseBench(choice);
        if (!choice.variant().equals("plain")) {
            addForThreads(Figure.LIMIT, this::limit);
        }
        add("gemm-forward", dense::forward);
        add("gemm-gradient", dense::gradient);
        addForThreads("train-photos-", id -> dense.training(id, DenseBench.BATCH, 2 * DenseBench.BATCH));
        addForThreads("one-photo-", dense::onePhoto);
        addForThreads("conv-forward-", this::convolutions);
        addForThreads("train-conv-", this::convolutionalTraining);
        addForThreads("one-photo-conv-", this::oneConvolutionalPhoto);
        for (Precision precision : Precision.values()) {
            for (int[] layers : DenseBench.SMALL) {
                add(
                        "iterations-" + DenseBench.name(layers).replace("·", "-") + "-" + precision.id(),
                        id -> dense.smallNetwork(id, layers, precision));
            }
        }
        if (!choice.variant().equals("plain")) {
            addForThreads(Figure.LIMIT_AGAIN, this::limit);
        }
        if (!only.isEmpty()) {
            for (int batch : BATCHES) {
                addForThreads("train-photos-batch-" + batch + "-", id -> dense.training(id, batch, 2 * batch));
            }
            for (int m : SETS) {
                addForThreads("train-photos-of-" + m + "-", id -> dense.training(id, DenseBench.BATCH, m));
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
        if (!choice.tryTiles()) {
            next.run();
            return;
        }
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

    private Figure limit(String id) {
        double flops = Work.rate(() -> choice.runToTheLimit(LIMIT_ROUNDS));
        return figure(
                id,
                id.startsWith(Figure.LIMIT_AGAIN)
                        ? "The limit, measured again after the tasks"
                        : "The limit: multiply and add in registers only",
                flops / DenseBench.GIGA,
                "GFLOP/s",
                flops / DenseBench.GIGA);
    }

    private Figure convolutions(String id) {
        Kernels kernels = choice.kernels(Precision.FLOAT32);
        double photos = Work.rate(MapBench.convolutions(kernels));
        kernels.releaseAll();
        return figure(id, "The 3×3 convolutions of a network, forward", photos, "photos a second", 0);
    }

    private Figure convolutionalTraining(String id) {
        Kernels kernels = choice.kernels(Precision.FLOAT32);
        double images = Work.rate(MapBench.training(kernels, BenchInput.photos(2 * MapBench.BATCH)));
        kernels.releaseAll();
        return MapBench.trained(id, images, choice.threads());
    }

    private Figure oneConvolutionalPhoto(String id) {
        Kernels kernels = choice.kernels(Precision.FLOAT32);
        double perSecond = Work.rate(MapBench.onePhoto(kernels));
        kernels.releaseAll();
        return figure(id, "One photo through four convolutions, 120 MFLOP", 1000 / perSecond, "ms", 0);
    }

    private Figure figure(String id, String name, double value, String unit, double gigaflops) {
        return new Figure(id, name, value, unit, gigaflops, choice.threads());
    }
}
