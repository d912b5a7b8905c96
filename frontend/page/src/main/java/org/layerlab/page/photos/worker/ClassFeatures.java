package org.layerlab.page.photos.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.layerlab.page.training.FeatureLayer;
import org.layerlab.page.training.PhotoClassifier;

/** The features of photos in a network's layers, as they are and mirrored; gathered in chunks. */
final class ClassFeatures implements FeatureGathering.Source {
    /** Each photo is learned from as it is and mirrored. */
    static final int SHOWINGS = 2;

    /** Photos at a time. */
    static final int CHUNK = 32;

    private final PhotoClassifier classifier;
    private final BooleanSupplier lostThread;
    private final byte[] photos;
    private final int count;
    private final List<FeatureLayer> layers;
    private final int rows;
    private final double[] numbers;

    /**
     * Nothing gathered yet.
     *
     * @param lostThread whether results since the last call may be wrong, because a thread has died
     * @param photos one after another, as the network takes them, in BGR
     */
    ClassFeatures(PhotoClassifier classifier, BooleanSupplier lostThread, byte[] photos, int count) {
        this.classifier = classifier;
        this.lostThread = lostThread;
        this.photos = photos;
        this.count = count;
        layers = FeatureLayer.of(classifier.network().architecture());
        rows = FeatureLayer.channels(layers);
        numbers = new double[rows * columns()];
    }

    /** Whose features these are. */
    List<FeatureLayer> layers() {
        return layers;
    }

    /** The row of a layer's first feature. */
    int firstRow(FeatureLayer layer) {
        return FeatureLayer.channels(layers.subList(0, layers.indexOf(layer)));
    }

    /** Photos as they are, then the same mirrored. */
    int columns() {
        return SHOWINGS * count;
    }

    /** Shape (features of all layers, columns), row by row; not to be modified. */
    double[] numbers() {
        return numbers;
    }

    @Override
    public int chunks() {
        return SHOWINGS * chunksOfOneShowing();
    }

    private int chunksOfOneShowing() {
        return (count + CHUNK - 1) / CHUNK;
    }

    private int from(int chunk) {
        return chunk % chunksOfOneShowing() * CHUNK;
    }

    @Override
    public int photos(int chunk) {
        return Math.min(CHUNK, count - from(chunk));
    }

    /** Whether a chunk's photos are shown with left and right exchanged. */
    boolean mirrored(int chunk) {
        return chunk >= chunksOfOneShowing();
    }

    /** A chunk's photos as they are. */
    byte[] bytes(int chunk) {
        int size = photos.length / count;
        byte[] some = new byte[photos(chunk) * size];
        System.arraycopy(photos, from(chunk) * size, some, 0, some.length);
        return some;
    }

    @Override
    public double[] here(int chunk) {
        double[] values = ask(chunk);
        return lostThread.getAsBoolean() ? ask(chunk) : values;
    }

    private double[] ask(int chunk) {
        List<double[]> answer = new ArrayList<>(1);
        classifier.features(bytes(chunk), photos(chunk), mirrored(chunk), answer::add);
        return answer.get(0);
    }

    @Override
    public void put(int chunk, double[] values) {
        int m = photos(chunk);
        if (values.length != rows * m) {
            throw new IllegalArgumentException(values.length + " features for " + m + " photos of " + rows + " each");
        }
        int at = (mirrored(chunk) ? count : 0) + from(chunk);
        for (int i = 0; i < rows; i++) {
            System.arraycopy(values, i * m, numbers, i * columns() + at, m);
        }
    }
}
