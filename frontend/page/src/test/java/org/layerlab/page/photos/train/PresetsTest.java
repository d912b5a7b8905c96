package org.layerlab.page.photos.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.photo.PhotoRecipe;

class PresetsTest {
    private static final int FEATURES = PhotoPreparation.TUTORIAL.features();

    @Test
    void theConvolutionalOneTakesPhotosAndGivesOneProbability() {
        PhotoRecipe recipe = Presets.convolutional(0);
        assertEquals(FEATURES, recipe.architecture().inputs());
        assertEquals(1, recipe.architecture().outputs());
        assertFalse(recipe.architecture().isDense());
    }

    @Test
    void fewPhotosAreLearnedInSmallerStepsForFewerEpochs() {
        PhotoRecipe few = Presets.convolutional(200);
        PhotoRecipe many = Presets.convolutional(20_000);
        assertTrue(few.hyperparameters().batchSize() < many.hyperparameters().batchSize());
        assertTrue(few.epochs() < many.epochs());
        assertEquals(many, Presets.convolutional(0), "not knowing how many there are is like many");
    }
}
