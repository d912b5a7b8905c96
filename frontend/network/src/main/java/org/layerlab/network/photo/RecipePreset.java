package org.layerlab.network.photo;

import org.layerlab.network.choice.Choice;
import org.layerlab.network.choice.ChoiceSetting;
import org.layerlab.network.choice.ChoiceText;
import org.layerlab.network.choice.Chosen;
import org.layerlab.network.data.Augmentation;
import org.layerlab.network.data.Resize;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Schedule;

/** The named recipes for photos, which the page offers ready-made and a command's settings modify. */
public enum RecipePreset implements Choice {
    /** That of the tutorial. */
    TUTORIAL(
            "tutorial",
            "The tutorial",
            "Plain gradient descent on all photos at once, as in the tutorial: takes hours on thousands of photos.") {
        @Override
        public PhotoRecipe recipe(int photos) {
            return PhotoRecipe.tutorial();
        }
    },
    /** The best one found for dense layers. */
    BEST("best", "Dense layers", "The best recipe found for dense layers. Takes minutes.") {
        @Override
        public PhotoRecipe recipe(int photos) {
            return PhotoRecipe.best(photos);
        }
    },
    /** Convolutions, each followed by a pool, normalized; at the end the mean of each map decides. */
    CONVOLUTIONAL(
            "convolutional",
            "Convolutional",
            "Filters that look for the same pattern everywhere. More accurate on real photos, and slower.") {
        @Override
        public PhotoRecipe recipe(int photos) {
            // Few photos need more, smaller steps, and are learned by heart after some epochs.
            boolean few = PhotoRecipe.isFew(photos);
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
                    .set(RecipeSettings.RESIZE, Resize.AREA)
                    .set(RecipeSettings.VALIDATION, 0.15));
        }
    };

    /** The row: {@code --recipe best}. */
    public static final ChoiceSetting<RecipePreset> ROW = new ChoiceSetting<>(
            "recipe",
            "Recipe",
            "The page's preset of this name. Each setting below changes it; their defaults are the tutorial's.",
            TUTORIAL,
            values());

    /** Small enough for a tab: 14 million multiplications a photo. */
    private static final String LAYERS =
            "64x64x3,conv3x16,pool2,bn,relu,conv3x32,pool2,bn,relu,conv3x64,pool2,bn,relu,conv3x64,bn,relu,gap,1";

    private final ChoiceText said;

    RecipePreset(String id, String label, String help) {
        said = new ChoiceText(id, label, help);
    }

    @Override
    public ChoiceText said() {
        return said;
    }

    /**
     * The recipe itself.
     *
     * @param photos to learn from; 0 where their number is not known, which is like many
     */
    public abstract PhotoRecipe recipe(int photos);
}
