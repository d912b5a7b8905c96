package org.layerlab.page.photos.worker;

/**
 * Which photos are left out together. Each class is cut in the order in which its photos came: those that were taken one
 * right after the other look alike, and one of them must not be judged by what was learned from the next. The only photo of
 * a class is not left out, since nothing would be known of the class.
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
        int withTwo = 0;
        for (byte label : labels) {
            withTwo += ++photos[label] == 2 ? 1 : 0;
        }
        some = withTwo > 1;
        folds = new int[labels.length];
        int[] seen = new int[classes];
        for (int j = 0; j < labels.length; j++) {
            int photosOfIt = photos[labels[j]];
            folds[j] = photosOfIt == 1 ? NONE : seen[labels[j]]++ * COUNT / photosOfIt;
        }
    }

    /** Whether there are any: it takes two classes to tell apart. */
    boolean some() {
        return some;
    }

    /** Whether a photo is left out at all. */
    boolean leavesOut(int photo) {
        return folds[photo] != NONE;
    }

    /** The part in which a photo, with its mirror image, is left out; 0 to 4, or −1. */
    int of(int photo) {
        return folds[photo];
    }
}
