package org.layerlab.page.photos.train;

import org.layerlab.network.choice.Chosen;
import org.layerlab.network.data.Augmentation;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.photo.RecipeSettings;
import org.layerlab.network.training.LearningSettings;
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
        return PhotoRecipe.of(new Chosen()
                .set(RecipeSettings.LAYERS, LAYERS)
                .set(LearningSettings.INITIALIZATION, Initialization.HE)
                .set(LearningSettings.LEARNING_RATE, 0.05)
                .set(LearningSettings.ITERATIONS, 0L)
                .set(RecipeSettings.EPOCHS, few ? 12L : 30L)
                .set(LearningSettings.BATCH_SIZE, few ? 32L : 64L)
                .set(LearningSettings.OPTIMIZER, OptimizerKind.MOMENTUM)
                .set(LearningSettings.SCHEDULE, Schedule.COSINE)
                .set(LearningSettings.L2, 5e-4)
                .set(Augmentation.MIRROR, true)
                .set(Augmentation.SHIFT, 4L)
                .set(RecipeSettings.VALIDATION, 0.15));
    }
}
