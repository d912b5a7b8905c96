package org.layerlab.page.photos.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.photo.RecipePreset;

class LeftFormTest {
    @Test
    void eachRecipeComesBackAsItWas() {
        for (PhotoRecipe recipe : List.of(
                PhotoRecipe.best(),
                PhotoRecipe.best(500),
                PhotoRecipe.tutorial().withSeed(7),
                RecipePreset.CONVOLUTIONAL.recipe(500),
                RecipePreset.CONVOLUTIONAL.recipe(0))) {
            LeftForm left = new LeftForm(recipe, 2000, 500, "drawings", "cats-and-dogs");
            assertEquals(left, LeftForm.read(left.text()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "7", "{}", "{\"recipe\":7}", "{\"recipe\":{\"layers\":\"none\"}}"})
    void whatIsNoFormIsNone(String text) {
        assertNull(LeftForm.read(text));
    }
}
