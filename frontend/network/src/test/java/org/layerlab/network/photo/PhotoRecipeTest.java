package org.layerlab.network.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.Crop;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.Resize;

/** How a recipe's photos are prepared, and what does not fit together. */
class PhotoRecipeTest {
    private static JsonObject convolutional(int side) {
        return PhotoRecipe.tutorial()
                .json()
                .set("layers", side + "x" + side + "x3, conv3x4, gap, 1")
                .set("side", 0);
    }

    @Test
    void itsPhotosArePreparedAsTheLayersAndTheChoicesSay() {
        PhotoRecipe recipe = PhotoRecipe.of(
                convolutional(96).set("resize", "area").set("crop", "center").set("source", 128));
        assertEquals(new PhotoPreparation(96, Resize.AREA, Crop.CENTER), recipe.preparation());
        assertEquals(new PhotoPreparation(128, Resize.AREA, Crop.CENTER), recipe.sources());
        assertEquals(96, recipe.side(), "it trains on what the layers take");
        PhotoRecipe tutorial = PhotoRecipe.tutorial();
        assertEquals(PhotoPreparation.TUTORIAL, tutorial.preparation());
        assertEquals(PhotoPreparation.TUTORIAL, tutorial.sources());
    }

    @Test
    void isReadBackAsItWasWritten() {
        PhotoRecipe recipe = PhotoRecipe.of(convolutional(48)
                .set("side", 32)
                .set("resize", "area")
                .set("crop", "center")
                .set("source", 64)
                .set("randomCrop", 0.4)
                .set("origins", 0.3)
                .set("labelSmoothing", 0.1));
        assertEquals(recipe, PhotoRecipe.of(recipe.json()));
        assertEquals(0.4, recipe.augmentation().crop());
        assertEquals(0.3, recipe.augmentation().origins());
        assertEquals(0.1, recipe.labelSmoothing());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12288, 8tanh, 4, 1 | 12288, 8tanh, 4, 1 | relu",
                "12288, 8, 4sigmoid, 1 | 12288, 8, 4sigmoid, 1 | relu",
                "12288, 8tanh, 4tanh, 1 | 12288, 8, 4, 1 | tanh",
                "12288, 8, 4, 1 | 12288, 8, 4, 1 | relu",
                "12288, 1 | 12288, 1 | sigmoid"
            })
    void eachLayerKeepsItsActivation(String layers, String written, String activation) {
        PhotoRecipe recipe = PhotoRecipe.of(PhotoRecipe.tutorial().json().set("layers", layers));
        assertEquals(written, recipe.json().getString("layers", ""));
        assertEquals(activation, recipe.json().getString("activation", ""));
        assertEquals(recipe, PhotoRecipe.of(recipe.json()));
        assertEquals(recipe.architecture(), recipe.withSeed(2).architecture());
    }

    @ParameterizedTest
    @ValueSource(strings = {"resize", "crop", "source", "randomCrop", "origins", "labelSmoothing", "zoom", "tint"})
    void filesHaveLaterSettingsOnlyWhereTheyAreChosen(String key) {
        assertNull(PhotoRecipe.tutorial().json().get(key));
        assertNull(PhotoRecipe.best().json().get(key));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "layers|31x31x3, conv3x4, gap, 1|the layers begin with 2883, but a photo of n×n pixels",
                "layers|225x225x3, conv3x4, gap, 1|the layers begin with 151875, but a photo of n×n pixels",
                "layers|32x128x3, conv3x4, gap, 1|the layers begin with 32x128x3, but a photo is 64x64x3",
                "layers|12288, 4, 1linear|the layers end in a linear output, but photos are of cats and dogs",
                "layers|64x64x3, conv3x4, gap, 1linear|the layers end in a linear output",
                "side|97|training resolution is 97; it must be 16 to 96",
                "side|15|training resolution is 15; it must be 16 to 96",
                "source|95|the sources have 95 pixels a side; they need at least the 96 of the training",
                "source|225|resolution of the sources 225",
                "source|31|resolution of the sources is 31; it must be 32 to 224",
                "labelSmoothing|1|label smoothing is 1",
                "labelSmoothing|-0.1|label smoothing is -0.1",
                "randomCrop|0|random crop 0",
                "resize|linear|'linear'",
                "crop|top|'top'"
            })
    void whatDoesNotFitIsRefusedNamingBothSides(String key, String value, String message) {
        JsonObject json = convolutional(96);
        if (value.matches("-?[0-9.]+")) {
            json.set(key, Double.parseDouble(value));
        } else {
            json.set(key, value);
        }
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> PhotoRecipe.of(json));
        assertTrue(String.valueOf(refused.getMessage()).contains(message), refused.getMessage());
    }

    @Test
    void denseLayersTrainAtASideThatDividesTheirs() {
        JsonObject dense = PhotoRecipe.tutorial().json().set("layers", "27648, 4, 1");
        assertEquals(48, PhotoRecipe.of(dense.set("side", 48)).side());
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> PhotoRecipe.of(dense.set("side", 64)));
        assertEquals(
                "training resolution is 64; for dense layers on 96×96 pixels it must divide 96", refused.getMessage());
    }

    @Test
    void theMeanPhotoNeedsSourcesOfWholePixels() {
        JsonObject centered = PhotoRecipe.tutorial().json().set("center", true);
        assertEquals(128, PhotoRecipe.of(centered.set("source", 128)).source());
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> PhotoRecipe.of(centered.set("source", 96)));
        assertEquals(
                "the sources have 96 pixels a side; they need at least the 64 of the training, or a multiple, to"
                        + " subtract the mean photo",
                refused.getMessage());
    }
}
