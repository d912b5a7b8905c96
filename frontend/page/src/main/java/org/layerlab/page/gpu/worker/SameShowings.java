package org.layerlab.page.gpu.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.layerlab.network.check.Check;
import org.layerlab.network.data.Augmentation;
import org.layerlab.network.data.PhotoBatch;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.matrix.HashRandom;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.page.gpu.Gpu;
import org.layerlab.page.gpu.WebGpuKernels;

/** Varies the same photos on the GPU and in plain Java, and compares the pixels. */
final class SameShowings {
    private static final int PHOTOS = 7;
    private static final int BATCH = 24;
    private static final int SEEDS = 3;
    private static final double LEVELS = 255;

    /** The rounding of float32 may tip a pixel to the next level. */
    private static final double MEAN_LEVELS = 0.001;

    /** And a frequency of JPEG to the next step, which changes a whole block. */
    private static final double MEAN_LEVELS_OF_OTHER_CAMERAS = 0.1;

    private static final double BEYOND_A_LEVEL = 0.02;

    /** One way of showing them. */
    private record Way(String name, int side, int target, Augmentation how) {}

    /** Counts what it paints: bytes from the CPU would be as good. */
    private static final class Painter extends WebGpuKernels {
        private int painted;

        Painter(Gpu gpu) {
            super(gpu);
        }

        @Override
        public void show(byte[] photos, PhotoBatch batch, Matrix X) {
            super.show(photos, batch, X);
            painted++;
        }
    }

    private static final List<Way> WAYS = List.of(
            new Way("mirrored and moved", 19, 19, new Augmentation(true, 4)),
            new Way("zoomed and tinted", 24, 24, new Augmentation(true, 2, 0.4, 0.3, 1, 0, 0, 0)),
            new Way("cut, blended, of neither class", 24, 24, new Augmentation(true, 0, 0, 0.2, 0.3, 0, 0.3, 0.5)),
            new Way("of other cameras", 27, 27, new Augmentation(false, 0, 0, 0, 1, 1, 0, 0)),
            new Way("moved, of other cameras, reduced", 32, 16, new Augmentation(true, 3, 0, 0.2, 1, 0.7, 0.2, 0.3)),
            new Way("cut, of other cameras, reduced", 36, 24, new Augmentation(true, 0, 0, 0.2, 0.4, 0.7, 0.2, 0)));

    private final Gpu gpu;
    private final List<Check> checks = new ArrayList<>();

    SameShowings(Gpu gpu) {
        this.gpu = gpu;
    }

    /** Compares one way after the other. */
    void start(Consumer<List<Check>> finished) {
        if (checks.size() == WAYS.size()) {
            finished.accept(checks);
            return;
        }
        Way way = WAYS.get(checks.size());
        Painter kernels = new Painter(gpu);
        PhotoSet photos = photos(way.side()).varied(way.how()).at(way.target());
        photos.announce(kernels);
        List<Matrix> shown = new ArrayList<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            shown.add(fill(photos, seed, kernels));
        }
        kernels.fetch(shown, () -> {
            checks.add(check(way, photos, kernels, shown));
            kernels.releaseAll();
            start(finished);
        });
    }

    /** Waves of other colors in each photo, with some noise. */
    private static PhotoSet photos(int side) {
        byte[] bytes = new byte[PHOTOS * side * side * 3];
        for (int i = 0; i < bytes.length; i++) {
            double wave = Math.sin(i * (0.01 + i % 3 * 0.003) + 2 * Math.cos(i / (3.0 * side) * 0.7));
            bytes[i] = (byte) Math.round(128 + 110 * wave + 16 * (HashRandom.uniform(5, i) - 0.5));
        }
        byte[] labels = new byte[PHOTOS];
        for (int i = 0; i < PHOTOS; i++) {
            labels[i] = (byte) (i % PhotoSet.NEITHER);
        }
        return new PhotoSet(bytes, labels, side);
    }

    private static Matrix fill(PhotoSet photos, int seed, Kernels kernels) {
        int[] order = new int[BATCH];
        for (int j = 0; j < BATCH; j++) {
            order[j] = j * 5 % PHOTOS;
        }
        Matrix X = kernels.create(photos.features(), BATCH);
        Matrix Y = kernels.create(1, BATCH);
        photos.fill(order, 0, seed, kernels, X, Y);
        return X;
    }

    private static Check check(Way way, PhotoSet photos, Painter kernels, List<Matrix> shown) {
        double off = 0;
        double worst = 0;
        int beyond = 0;
        int count = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Kernels plain = new ReferenceKernels();
            double[] expected = plain.read(fill(photos, seed, plain));
            double[] actual = kernels.read(shown.get(seed));
            for (int i = 0; i < expected.length; i++) {
                double levels = LEVELS * Math.abs(actual[i] - expected[i]);
                off += levels;
                worst = Math.max(worst, levels);
                beyond += levels < 1.5 ? 0 : 1;
            }
            count += expected.length;
        }
        boolean tipped = way.how().origins() > 0;
        boolean near = tipped
                ? off <= MEAN_LEVELS_OF_OTHER_CAMERAS * count && beyond <= BEYOND_A_LEVEL * count
                : off <= MEAN_LEVELS * count && beyond == 0;
        return new Check(
                "photos " + way.name(),
                near && kernels.painted == SEEDS,
                kernels.painted + " of " + SEEDS + " batches painted on the GPU; off by " + off / count
                        + " of 255 levels on average, " + worst + " at most; " + beyond + " of " + count
                        + " by more than one");
    }
}
