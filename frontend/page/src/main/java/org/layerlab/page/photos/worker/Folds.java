package org.layerlab.page.photos.worker;

/**
 * Which photos are left out together. Each class is cut in the order in which its photos came: those that were taken one
 * right after the other look alike, and one of them must not be judged by what was learned from the next.
 */
final class Folds {
    /** Parts of the photos that are left out in turns. */
    static final int COUNT = 5;

    private final int[] folds;

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
            folds[j] = seen[labels[j]]++ * COUNT / photos[labels[j]];
        }
    }

    /** The part in which a photo, with its mirror image, is left out; 0 to 4. */
    int of(int photo) {
        return folds[photo];
    }
}
