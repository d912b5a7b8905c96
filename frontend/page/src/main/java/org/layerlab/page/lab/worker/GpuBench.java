package org.layerlab.page.lab.worker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.browser.EventLoop;
import org.layerlab.page.gpu.Gpu;
import org.layerlab.page.gpu.WebGpuKernels;
import org.layerlab.page.message.Figure;

/**
 * Measures the GPU: what it reaches in a plain product, and training beside it. A figure is the median of
 * several measurements; what is compiled first is not counted, and each product has the tile that is fastest for it.
 */
public final class GpuBench {
    private static final int SIDE = 1024;

    private interface Part {
        void measure(Runnable then);
    }

    private final EventLoop clock = EventLoop.BROWSER;
    private final WebGpuKernels kernels;
    private final Bench.Listener listener;
    private final List<Part> parts = new ArrayList<>();
    private int done;

    /** A benchmark of this device. */
    public GpuBench(Gpu gpu, Bench.Listener listener) {
        kernels = WebGpuKernels.timingTiles(gpu);
        this.listener = listener;
        parts.add(this::product);
        parts.add(this::dense);
        parts.add(this::convolutional);
    }

    /** Measures the next figure. */
    public void start() {
        if (done == parts.size()) {
            listener.finished();
        } else {
            parts.get(done).measure(this::start);
        }
    }

    private void product(Runnable then) {
        Matrix A = BenchInput.filled(kernels, SIDE, SIDE);
        Matrix B = BenchInput.filled(kernels, SIDE, SIDE);
        Matrix C = kernels.create(SIDE, SIDE);
        double flops = 2.0 * SIDE * SIDE * SIDE / DenseBench.GIGA;
        rate(
                () -> kernels.multiply(A, B, C),
                perSecond -> tell(
                        new Figure(
                                Figure.LIMIT + "gpu",
                                "A plain product on the GPU, 1024×1024",
                                flops * perSecond,
                                "GFLOP/s",
                                flops * perSecond,
                                Figure.ON_GPU),
                        then));
    }

    private void dense(Runnable then) {
        Trainer trainer = DenseBench.trainer(kernels, DenseBench.BATCH, 2 * DenseBench.BATCH);
        rate(
                trainer::step,
                perSecond -> tell(
                        DenseBench.trained(
                                "train-photos-gpu", DenseBench.BATCH, DenseBench.BATCH * perSecond, Figure.ON_GPU),
                        then));
    }

    private void convolutional(Runnable then) {
        Trainer trainer = MapBench.trainer(kernels, BenchInput.photos(2 * MapBench.BATCH));
        rate(
                trainer::step,
                perSecond -> tell(MapBench.trained("train-conv-gpu", MapBench.BATCH * perSecond, Figure.ON_GPU), then));
    }

    private void tell(Figure figure, Runnable then) {
        kernels.releaseAll();
        done++;
        listener.measured(figure, done, parts.size());
        then.run();
    }

    /** The median rate of some work, in units a second. */
    private void rate(Runnable unit, DoubleConsumer then) {
        unit.run();
        kernels.whenDone(() -> kernels.timeProducts(() -> {
            unit.run();
            kernels.whenDone(() -> {
                double start = clock.now();
                unit.run();
                kernels.whenDone(() -> {
                    int times = (int) Math.max(1, Work.MEASUREMENT_MS / Math.max(0.1, clock.now() - start));
                    measure(unit, times, new ArrayList<>(), then);
                });
            });
        }));
    }

    private void measure(Runnable unit, int times, List<Double> rates, DoubleConsumer then) {
        if (rates.size() == Work.MEASUREMENTS) {
            double[] sorted = new double[rates.size()];
            for (int i = 0; i < sorted.length; i++) {
                sorted[i] = rates.get(i);
            }
            Arrays.sort(sorted);
            then.accept(sorted[sorted.length / 2]);
            return;
        }
        double start = clock.now();
        for (int i = 0; i < times; i++) {
            unit.run();
            kernels.submit();
        }
        kernels.whenDone(() -> {
            rates.add(1000 * times / (clock.now() - start));
            measure(unit, times, rates, then);
        });
    }
}
