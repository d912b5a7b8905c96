package org.layerlab.network.matrix;

import org.layerlab.network.choice.Choice;
import org.layerlab.network.choice.ChoiceText;
import org.layerlab.network.choice.Choices;

/** The type of the numbers that kernels compute in. */
public enum Precision implements Choice {
    /** 32 bits: photos, where speed and memory count. */
    FLOAT32("float32", "float32", "32 bits per number: faster, and half the memory."),
    /** 64 bits: points, whose digits are compared with NumPy's. */
    FLOAT64("float64", "float64", "64 bits per number: the digits that NumPy prints.");

    private final ChoiceText said;

    Precision(String id, String label, String help) {
        said = new ChoiceText(id, label, help);
    }

    @Override
    public ChoiceText said() {
        return said;
    }

    /**
     * The precision with this id.
     *
     * @throws IllegalArgumentException when it is unknown, naming those that exist
     */
    public static Precision of(String id) {
        return Choices.of(values(), id, "precision");
    }
}
