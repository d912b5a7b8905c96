package org.layerlab.network.data;

import org.layerlab.network.choice.Choice;
import org.layerlab.network.choice.ChoiceText;

/** Which part of a photo a network sees. */
public enum Crop implements Choice {
    /** The whole photo, its sides stretched to the same length, as in the tutorial. */
    STRETCH("stretch", "Whole photo, stretched", "Shows the whole photo, stretched to a square."),
    /** The largest square in the middle. */
    CENTER("center", "Centered square", "Shows the largest square in the middle of the photo.");

    private final ChoiceText said;

    Crop(String id, String label, String help) {
        said = new ChoiceText(id, label, help);
    }

    @Override
    public ChoiceText said() {
        return said;
    }
}
