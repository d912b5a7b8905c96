package org.layerlab.page.photos.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.photo.RecipePreset;
import org.layerlab.network.photo.RecipeSettings;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.page.settings.PhotoSettings;

class SaveTextTest {
    private static PhotoSettings on(String id, PhotoRecipe recipe) {
        return new PhotoSettings(new PhotoSettings.Source(id, "Some photos", 0, 1), recipe);
    }

    @Test
    void aRunThatWasPausedCanBeContinuedFromItsLink() {
        PhotoSettings drawings = on("drawings", PhotoRecipe.best());
        assertTrue(SaveText.note(drawings, false).endsWith("can open the model and continue training."));
        assertFalse(SaveText.note(drawings, true).contains("continue"), "the file has no state");
    }

    @Test
    void nobodyElseHasAPersonsOwnPhotos() {
        PhotoSettings own = on(PhotoSettings.Source.OWN, PhotoRecipe.best());
        for (boolean ended : new boolean[] {false, true}) {
            String note = SaveText.note(own, ended);
            assertTrue(note.contains("none of your photos"), note);
            assertTrue(note.endsWith("but not continue its training."), note);
        }
    }

    @Test
    void theStateOfALargeNetworkIsNotStored() {
        PhotoSettings large = on(
                "drawings",
                PhotoRecipe.of(PhotoRecipe.best()
                        .chosen()
                        .set(RecipeSettings.LAYERS, "12288,1000,1")
                        .set(LearningSettings.OPTIMIZER, OptimizerKind.ADAM)));
        assertFalse(large.stateFits(), "49 MB of parameters, and the state of the optimizer");
        assertFalse(SaveText.note(large, false).contains("continue"));
    }

    @Test
    void theNameIsThatOfThePhotosAndTheLayers() {
        assertEquals("Some photos, 12288·160·1", SaveText.name(on("drawings", PhotoRecipe.best())));
        String convolutional = SaveText.name(on("drawings", RecipePreset.CONVOLUTIONAL.recipe(0)));
        assertEquals("Some photos, conv 16·32·64·64·1", convolutional);
    }
}
