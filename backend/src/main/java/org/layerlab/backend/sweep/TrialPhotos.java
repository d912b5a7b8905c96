package org.layerlab.backend.sweep;

import java.io.Serializable;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoPreparation;

/** The photos of a search, prepared in each way that its runs need. */
public final class TrialPhotos implements Serializable {
    private static final long serialVersionUID = 1;

    private final int items;
    private final HashMap<String, Pixels> training = new HashMap<>();
    private final HashMap<String, Pixels> test = new HashMap<>();

    /**
     * Prepared photos.
     *
     * @param X m photos one after another; not to be modified
     * @param Y m labels; not to be modified
     */
    @SuppressWarnings("ArrayRecordComponent") // hundreds of megabytes: one owner, never written again
    public record Pixels(byte[] X, byte[] Y) implements Serializable {}

    /**
     * No photos yet.
     *
     * @param items number of images in the training split, unreadable ones included
     */
    public TrialPhotos(int items) {
        this.items = items;
    }

    /** The number of images in the training split, unreadable ones included. */
    public int items() {
        return items;
    }

    /** Whether it has none. */
    public boolean isEmpty() {
        return training.isEmpty();
    }

    /** A key for photos that are divided by a seed and prepared in a way. */
    private static String key(long seed, PhotoPreparation how) {
        return seed + " " + how.bytes();
    }

    /** Adds photos to train and to validate on. */
    public void addTraining(long seed, PhotoPreparation how, Pixels photos) {
        training.put(key(seed, how), photos);
    }

    /** Adds photos to test on. */
    public void addTest(long seed, PhotoPreparation how, Pixels photos) {
        test.put(key(seed, how), photos);
    }

    /** The photos to train and to validate on that were added under these arguments. */
    public Pixels training(long seed, PhotoPreparation how) {
        Pixels photos = training.get(key(seed, how));
        if (photos == null) {
            throw new IllegalStateException("photos were not prepared as " + how + " for seed " + seed);
        }
        return photos;
    }

    /** Null where there are none. */
    @Nullable
    Pixels test(long seed, PhotoPreparation how) {
        return test.get(key(seed, how));
    }
}
