package org.layerlab.page.photos.worker;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.layerlab.network.data.LabeledPhotos;
import org.layerlab.page.training.PhotoClassifier;

/** A network's probabilities for many photos, a chunk a step. */
final class Survey implements BooleanSupplier {
    private static final int CHUNK = 128;

    private final PhotoClassifier classifier;
    private final LabeledPhotos photos;
    private final Consumer<double[]> done;
    private final double[] probabilities;
    private int from;

    Survey(PhotoClassifier classifier, LabeledPhotos photos, Consumer<double[]> done) {
        this.classifier = classifier;
        this.photos = photos;
        this.done = done;
        probabilities = new double[photos.size()];
    }

    @Override
    public boolean getAsBoolean() {
        int m = Math.min(CHUNK, photos.size() - from);
        double[] chunk = classifier.probabilities(photos.photos(from, m), m);
        System.arraycopy(chunk, 0, probabilities, from, m);
        from += m;
        if (from < photos.size()) {
            return true;
        }
        done.accept(probabilities);
        return false;
    }
}
