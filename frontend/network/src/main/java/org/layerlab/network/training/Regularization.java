package org.layerlab.network.training;

import org.layerlab.network.choice.Choice;
import org.layerlab.network.choice.ChoiceText;

/** What large weights cost. */
public enum Regularization implements Choice {
    /** Nothing. */
    NONE("none", "None", "Large weights are not penalized."),
    /** The sum of their sizes. */
    L1("L1", "L1", "Adds the sign of each weight to its gradient, which drives many weights to 0."),
    /** The sum of their squares. */
    L2("L2", "L2", "Adds each weight to its gradient, which keeps all weights small.");

    private final ChoiceText said;

    Regularization(String id, String label, String help) {
        said = new ChoiceText(id, label, help);
    }

    @Override
    public ChoiceText said() {
        return said;
    }
}
