package org.layerlab.page.photos.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.layerlab.network.data.LabeledPhotos;
import org.layerlab.page.training.PhotoClassifier;

/**
 * Looks for the photos that are nearest to one: by the activations of the first hidden layer, those of a
 * convolutional network by what its output sees, or by the pixels where there is none. A chunk of photos a step.
 */
public final class Nearest implements BooleanSupplier {
    private static final int CHUNK = 128;

    /** One that was found. */
    record Found(int index, double distance) {}

    private final PhotoClassifier classifier;
    private final LabeledPhotos photos;
    private final int count;
    private final Consumer<List<Found>> done;
    private final double[] asked;
    private final List<Found> best = new ArrayList<>();
    private int from;

    /**
     * A search.
     *
     * @param count how many to find
     * @param done hears of them, the nearest first
     */
    Nearest(PhotoClassifier classifier, byte[] photo, LabeledPhotos photos, int count, Consumer<List<Found>> done) {
        this.classifier = classifier;
        this.photos = photos;
        this.count = count;
        this.done = done;
        asked = features(photo, 1);
    }

    /** What the distance is between: {@code activations} of the first layer, {@code features} of maps, or {@code pixels}. */
    static String by(PhotoClassifier classifier) {
        return classifier.depth() == 1
                ? "pixels"
                : classifier.network().architecture().isDense() ? "activations" : "features";
    }

    @Override
    public boolean getAsBoolean() {
        int m = Math.min(CHUNK, photos.size() - from);
        if (m > 0) {
            double[] chunk = features(photos.photos(from, m), m);
            for (int j = 0; j < m; j++) {
                double distance = 0;
                for (int i = 0; i < asked.length; i++) {
                    double difference = chunk[i * m + j] - asked[i];
                    distance += difference * difference;
                }
                take(from + j, distance);
            }
            from += m;
        }
        if (from < photos.size()) {
            return true;
        }
        done.accept(best);
        return false;
    }

    /** Shape (features, m), row by row. */
    private double[] features(byte[] some, int m) {
        if (classifier.depth() > 1) {
            return classifier.look(
                    some, m, (X, pass) -> classifier.network().kernels().read(pass.A(layer())));
        }
        return classifier.look(
                some, m, (X, pass) -> classifier.network().kernels().read(X));
    }

    /** The first layer's activations tell a dense network's photos apart; of maps those before the output. */
    private int layer() {
        return classifier.network().architecture().isDense() ? 1 : classifier.depth() - 1;
    }

    private void take(int index, double distance) {
        int place = best.size();
        while (place > 0 && best.get(place - 1).distance() > distance) {
            place--;
        }
        if (place < count) {
            best.add(place, new Found(index, distance));
            if (best.size() > count) {
                best.remove(count);
            }
        }
    }
}
