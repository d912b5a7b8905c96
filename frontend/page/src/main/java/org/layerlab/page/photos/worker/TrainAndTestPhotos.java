package org.layerlab.page.photos.worker;

import org.layerlab.network.data.LabeledPhotos;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.page.settings.PhotoSettings;

/**
 * Photos to learn from and to measure with.
 *
 * @param source where they come from
 * @param how they are prepared
 * @param train those to learn from
 * @param test those to measure with
 */
record TrainAndTestPhotos(PhotoSettings.Source source, PhotoPreparation how, LabeledPhotos train, LabeledPhotos test) {
    /** As many of the training photos as a source says. */
    TrainAndTestPhotos drawn(PhotoSettings.Source wanted) {
        LabeledPhotos some = wanted.limit() == 0 ? train : train.subset(wanted.limit(), wanted.drawnBy());
        return new TrainAndTestPhotos(wanted, how, some, test);
    }
}
