package org.layerlab.network.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.layerlab.network.data.PhotoPreparation;

class RecipePresetTest {
    private static final int FEATURES = PhotoPreparation.TUTORIAL.features();

    @Test
    void theConvolutionalOneTakesPhotosAndGivesOneProbability() {
        PhotoRecipe recipe = RecipePreset.CONVOLUTIONAL.recipe(0);
        assertEquals(FEATURES, recipe.architecture().inputs());
        assertEquals(1, recipe.architecture().outputs());
        assertFalse(recipe.architecture().isDense());
    }

    @Test
    void fewPhotosAreLearnedInSmallerStepsForFewerEpochs() {
        PhotoRecipe few = RecipePreset.CONVOLUTIONAL.recipe(200);
        PhotoRecipe many = RecipePreset.CONVOLUTIONAL.recipe(20_000);
        assertTrue(few.hyperparameters().batchSize() < many.hyperparameters().batchSize());
        assertTrue(few.epochs() < many.epochs());
        assertEquals(many, RecipePreset.CONVOLUTIONAL.recipe(0), "not knowing how many there are is like many");
    }

    @ParameterizedTest
    @EnumSource(RecipePreset.class)
    void aSavedRecipeIsThePresetAgain(RecipePreset preset) {
        for (int photos : new int[] {0, 200, 20_000}) {
            PhotoRecipe recipe = preset.recipe(photos);
            assertEquals(recipe, PhotoRecipe.of(recipe.json()));
        }
    }
}
