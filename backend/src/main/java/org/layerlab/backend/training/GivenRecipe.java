package org.layerlab.backend.training;

import org.layerlab.network.choice.Chosen;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.photo.RecipePreset;
import org.layerlab.network.photo.RecipeSettings;
import org.layerlab.network.training.LearningSettings;

/** A recipe from a preset and the settings that were given. */
public final class GivenRecipe {
    private GivenRecipe() {}

    /**
     * The preset with the values that were given.
     *
     * @param photos to train on; 0 where their number is not known yet
     * @param given the values that were given; those that are not part of a recipe are ignored
     * @throws IllegalArgumentException when the values do not fit together
     */
    public static PhotoRecipe of(RecipePreset preset, int photos, Chosen given) {
        PhotoRecipe base = preset.recipe(photos);
        Chosen chosen = base.chosen().setAll(given);
        boolean epochs = given.has(RecipeSettings.EPOCHS);
        boolean iterations = given.has(LearningSettings.ITERATIONS);
        if (epochs && iterations) {
            throw new IllegalArgumentException(
                    "--epochs and --iterations both say how long to train; give one of them");
        }
        if (epochs && chosen.whole(RecipeSettings.EPOCHS) == 0) {
            throw new IllegalArgumentException("--epochs is 0; it must be at least 1");
        }
        boolean whole = base.side() == base.preparation().side();
        if (whole && !given.has(RecipeSettings.SIDE)) {
            chosen.set(RecipeSettings.SIDE, 0L);
        }
        // The given length replaces the preset's, in epochs or iterations.
        if (epochs) {
            chosen.set(LearningSettings.ITERATIONS, 0L);
        } else if (iterations) {
            chosen.set(RecipeSettings.EPOCHS, 0L);
        }
        return PhotoRecipe.of(chosen);
    }
}
