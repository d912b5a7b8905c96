package org.layerlab.page.photos;

import org.layerlab.network.data.Augmentation;
import org.layerlab.network.data.PhotoInput;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Schedule;

/** What the form offers ready-made besides the recipes of the command line. */
final class Presets {
    /** A photo as the first of the layers. */
    static final String PHOTO = "64x64x3";

    /** Small enough for a tab: 22 MFLOP a photo. */
    private static final String LAYERS =
            PHOTO + ",conv3x16,pool2,bn,relu,conv3x32,pool2,bn,relu,conv3x64,pool2,bn,relu,conv3x64,bn,relu,gap,1";

    /** Few photos need more, smaller steps, and are learned by heart after some epochs. */
    private static final int FEW_PHOTOS = 3000;

    private Presets() {}

    /**
     * Convolutions, each followed by a pool, normalized; at the end the mean of each map decides.
     *
     * @param photos how many there are to learn from; 0 where that is not known
     */
    static PhotoRecipe convolutional(int photos) {
        boolean few = photos > 0 && photos < FEW_PHOTOS;
        return new PhotoRecipe(
                Architecture.parse(LAYERS, Activation.RELU),
                Initialization.HE,
                Hyperparameters.builder(0.05, 0)
                        .batchSize(few ? 32 : 64)
                        .optimizer(OptimizerKind.MOMENTUM)
                        .schedule(Schedule.COSINE)
                        .l2(5e-4)
                        .build(),
                few ? 12 : 30,
                new Augmentation(true, 4),
                PhotoInput.SIZE,
                false,
                0.15,
                0);
    }
}
