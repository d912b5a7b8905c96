package org.layerlab.backend.cli;

import org.layerlab.backend.dataset.DataSet;
import org.layerlab.backend.dataset.PhotoExamples;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.photo.PhotoLearning;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.training.Trainer;

/**
 * A training on photos, once its settings are known to be good.
 *
 * @param dataSet where the photos come from
 * @param testFraction the share of a data set in one piece that is kept for testing
 * @param photos those to train and to validate on
 * @param limit at most this many of the data set's were drawn for that; 0 for all
 * @param learning the run itself
 * @param precision of its numbers
 * @param start SHA-256 of the model whose parameters it started from, in hexadecimal; empty without one
 * @param before that model's recipe; empty without one
 */
record PhotoRun(
        DataSet dataSet,
        double testFraction,
        PhotoExamples photos,
        int limit,
        PhotoLearning learning,
        Precision precision,
        String start,
        String before) {
    Trainer trainer() {
        return learning.trainer();
    }

    PhotoRecipe recipe() {
        return learning.recipe();
    }
}
