package org.layerlab.page.photos.worker;

import java.util.Arrays;

/**
 * Which photos are left out together. The only photo of a class is not left out: nothing would be known of its class. Each class is cut in the order in which its photos came: those that were taken one
 * right after the other look alike, and one of them must not be judged by what was learned from the next.
 */
final class Folds {
    /** Parts of the photos that are left out in turns. */
    static final int COUNT = 5;

    /** Of a photo that is not left out. */
    private static final int NONE = -1;

    private final int[] folds;
    private final boolean some;

    /**
     * The parts of some photos.
     *
     * @param labels of the photos, from 0, those of a class in the order in which they came; not modified
     */
    Folds(byte[] labels, int classes) {
        int[] photos = new int[classes];
        for (byte label : labels) {
            photos[label]++;
        }
        folds = new int[labels.length];
        int[] seen = new int[classes];
        for (int j = 0; j < labels.length; j++) {
            int photosOfIt = photos[labels[j]];
            folds[j] = photosOfIt == 1 ? NONE : seen[labels[j]]++ * COUNT / photosOfIt;
        }
        some = Arrays.stream(photos).filter(count -> count > 1).count() > 1;
    }

    /** Whether there are any: it takes two classes to tell apart. */
    boolean some() {
        return some;
    }

    /** Whether a photo is left out at all. */
    boolean leaveOut(int photo) {
        return folds[photo] != NONE;
    }

    /** The part in which a photo, with its mirror image, is left out; 0 to 4, or −1. */
    int of(int photo) {
        return folds[photo];
    }
}
