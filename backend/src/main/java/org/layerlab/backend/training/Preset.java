package org.layerlab.backend.training;

import org.layerlab.network.choice.Choice;
import org.layerlab.network.choice.ChoiceSetting;
import org.layerlab.network.choice.ChoiceText;
import org.layerlab.network.photo.PhotoRecipe;

/** The named recipes for photos, which a command's settings modify. */
public enum Preset implements Choice {
    /** That of the tutorial. */
    TUTORIAL("tutorial", "The tutorial’s", "The layers and the rate of the tutorial.") {
        @Override
        PhotoRecipe recipe(int photos) {
            return PhotoRecipe.tutorial();
        }
    },
    /** The best one found. */
    BEST("best", "The best found", "The best recipe found for this many photos.") {
        @Override
        PhotoRecipe recipe(int photos) {
            return PhotoRecipe.best(photos);
        }
    };

    /** The row: {@code --recipe best}. */
    public static final ChoiceSetting<Preset> ROW = new ChoiceSetting<>(
            "recipe",
            "Recipe",
            "The page's preset of this name. Each setting below changes it; their defaults are the tutorial's.",
            TUTORIAL,
            values());

    private final ChoiceText said;

    Preset(String id, String label, String help) {
        said = new ChoiceText(id, label, help);
    }

    @Override
    public ChoiceText said() {
        return said;
    }

    /**
     * The recipe itself.
     *
     * @param photos to train on; 0 where their number is not known
     */
    abstract PhotoRecipe recipe(int photos);
}
