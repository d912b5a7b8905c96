package org.layerlab.page.photos.classes;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.page.files.PhotoFile;
import org.layerlab.page.files.ShownPhoto;

/** The photos of several classes, prepared one after another for the network that is to tell them apart. */
final class ClassPhotos {
    /** Takes the photos once all are prepared. */
    interface Prepared {
        /**
         * Called once.
         *
         * @param pixels of the photos one after another, in BGR
         * @param labels the class of each, from 0
         */
        void prepared(byte[] pixels, byte[] labels);
    }

    private final List<ShownPhoto> photos = new ArrayList<>();
    private final byte[] labels;
    private final PhotoPreparation how;
    private final byte[] pixels;

    /**
     * The photos of these columns, a class each.
     *
     * @param how the network takes photos
     */
    ClassPhotos(List<ClassColumn> columns, PhotoPreparation how) {
        this.how = how;
        List<Byte> classes = new ArrayList<>();
        for (int k = 0; k < columns.size(); k++) {
            for (ShownPhoto photo : columns.get(k).photos()) {
                photos.add(photo);
                classes.add((byte) k);
            }
        }
        labels = new byte[classes.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = classes.get(i);
        }
        pixels = new byte[labels.length * how.features()];
    }

    /** Prepares them; most are already, since they came when the network was known. */
    void prepare(Prepared prepared, PhotoFile.Refused refused) {
        prepare(0, prepared, refused);
    }

    private void prepare(int from, Prepared prepared, PhotoFile.Refused refused) {
        int next = from;
        while (next < labels.length && photos.get(next).isPrepared(how)) {
            put(photos.get(next).pixels(), next);
            next++;
        }
        if (next == labels.length) {
            prepared.prepared(pixels, labels);
            return;
        }
        int waiting = next;
        photos.get(next)
                .prepare(
                        how,
                        photo -> {
                            put(photo.whole(), waiting);
                            prepare(waiting + 1, prepared, refused);
                        },
                        refused);
    }

    private void put(byte[] bgr, int index) {
        System.arraycopy(bgr, 0, pixels, index * bgr.length, bgr.length);
    }
}
