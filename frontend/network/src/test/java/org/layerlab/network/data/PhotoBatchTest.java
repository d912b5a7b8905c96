package org.layerlab.network.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.ReferenceKernels;

/** Kernels that paint photos by themselves get the same draws as bytes are made by. */
class PhotoBatchTest {
    private static final int PHOTOS = 9;
    private static final int COUNT = 40;

    /** Kernels of both kinds. */
    private interface PaintingKernels extends Kernels, PhotoKernels {}

    /** Notes what it has to paint. */
    private static final class Painter implements InvocationHandler {
        final PaintingKernels kernels = (PaintingKernels)
                Proxy.newProxyInstance(Painter.class.getClassLoader(), new Class<?>[] {PaintingKernels.class}, this);
        private final Kernels plain = new ReferenceKernels();
        private @Nullable PhotoBatch batch;
        private boolean paints = true;
        private @Nullable Object kept;

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            Object[] given = Objects.requireNonNullElse(arguments, new Object[0]);
            switch (method.getName()) {
                case "keepExamples" -> kept = given[0];
                case "paints" -> {
                    return paints && given[0] == kept && (long) given[1] > 0;
                }
                case "show" -> {
                    batch = (PhotoBatch) given[1];
                    Matrix X = (Matrix) given[2];
                    plain.write(new double[X.rows() * X.columns()], X);
                }
                default -> {
                    return method.invoke(plain, given);
                }
            }
            return null;
        }
    }

    private final Random random = new Random(7);
    private final byte[] labels = new byte[PHOTOS];

    private PhotoSet photos(int side) {
        byte[] bytes = new byte[PHOTOS * side * side * 3];
        random.nextBytes(bytes);
        for (int i = 0; i < PHOTOS; i++) {
            labels[i] = (byte) (i % 2);
        }
        return new PhotoSet(bytes, labels, side);
    }

    private Augmentation anyAugmentation() {
        boolean cut = random.nextBoolean();
        return new Augmentation(
                true,
                cut ? 0 : random.nextInt(5),
                cut || random.nextBoolean() ? 0 : random.nextDouble(),
                random.nextBoolean() ? 0 : random.nextDouble(),
                cut ? 0.3 : 1,
                random.nextBoolean() ? 0 : random.nextDouble(),
                random.nextBoolean() ? 0 : 0.5 * random.nextDouble(),
                random.nextBoolean() ? 0 : random.nextDouble());
    }

    /** X and Y as {@link PhotoSet#fill} sets them. */
    private static double[][] filled(PhotoSet photos, int seed, Kernels kernels) {
        int[] order = new int[COUNT];
        for (int j = 0; j < COUNT; j++) {
            order[j] = j * 4 % PHOTOS;
        }
        Matrix X = kernels.create(photos.features(), COUNT);
        Matrix Y = kernels.create(1, COUNT);
        photos.fill(order, 0, seed, kernels, X, Y);
        return new double[][] {kernels.read(X), kernels.read(Y)};
    }

    @Test
    void theLabelsAreTheSameWhoeverPaints() {
        for (int seed = 0; seed < 60; seed++) {
            int target = 6 + random.nextInt(7);
            PhotoSet photos = photos(12).varied(anyAugmentation()).smoothed(0.1).at(target);
            Painter painter = new Painter();
            photos.announce(painter.kernels);
            double[] painted = filled(photos, seed, painter.kernels)[1];
            assertArrayEquals(filled(photos, seed, new ReferenceKernels())[1], painted);
            PhotoBatch batch = batch(painter);
            assertEquals(COUNT, batch.size());
            assertEquals(target, batch.target());
            assertEquals(4, batch.photo(1));
        }
    }

    private static PhotoBatch batch(Painter painter) {
        PhotoBatch batch = painter.batch;
        if (batch == null) {
            throw new AssertionError("it painted nothing");
        }
        return batch;
    }

    @Test
    void madeUpPicturesAreThoseThatBytesShow() {
        PhotoSet photos = photos(12)
                .varied(new Augmentation(false, 0, 0, 0, 1, 0, 0.4, 0))
                .at(10);
        int size = photos.features();
        Painter painter = new Painter();
        photos.announce(painter.kernels);
        filled(photos, 5, painter.kernels);
        double[] X = filled(photos, 5, new ReferenceKernels())[0];
        PhotoBatch batch = batch(painter);
        int made = 0;
        for (int j = 0; j < COUNT; j++) {
            if (batch.showing(j).madeUp()) {
                for (int i = 0; i < size; i++) {
                    assertEquals(X[i * COUNT + j], (batch.madeUp()[made * size + i] & 0xff) / 255.0);
                }
                made++;
            }
        }
        assertTrue(made > 5, made + " pictures");
        assertEquals(made * size, batch.madeUp().length);
    }

    @Test
    void whoDoesNotPaintGetsBytes() {
        PhotoSet photos = photos(8).varied(new Augmentation(true, 2));
        Painter painter = new Painter();
        double[] expected = filled(photos, 3, new ReferenceKernels())[0];
        assertArrayEquals(expected, filled(photos, 3, painter.kernels)[0], "photos that it does not keep");
        photos.announce(painter.kernels);
        painter.paints = false;
        assertArrayEquals(expected, filled(photos, 3, painter.kernels)[0], "a batch without room");
        painter.paints = true;
        assertTrue(Arrays.stream(filled(photos, 3, painter.kernels)[0]).allMatch(x -> x == 0), "painted");
    }
}
