package org.layerlab.network.training;

import java.util.List;
import org.layerlab.network.choice.Choice;
import org.layerlab.network.choice.ChoiceText;
import org.layerlab.network.choice.Choices;
import org.layerlab.network.layer.Trained;
import org.layerlab.network.matrix.Kernels;

/** The rule that turns gradients into steps. */
public enum OptimizerKind implements Choice {
    /** Plain gradient descent. */
    SGD("sgd", "Gradient descent", "Steps against the gradient, scaled by the learning rate.", 0) {
        @Override
        Optimizer create(Kernels kernels, List<Trained> trained) {
            return new Sgd(kernels, trained);
        }
    },
    /** Gradient descent with a running sum of past gradients. */
    MOMENTUM(
            "momentum",
            "Momentum",
            "Adds up past gradients, so that steps in a steady direction grow.",
            Momentum.MOMENTS) {
        @Override
        Optimizer create(Kernels kernels, List<Trained> trained) {
            return new Momentum(kernels, trained);
        }
    },
    /** Steps scaled by running moments of the gradient (Kingma and Ba 2015). */
    ADAM(
            "adam",
            "Adam",
            "Scales the step of each parameter by running means of its gradient and of the gradient squared.",
            Adam.MOMENTS) {
        @Override
        Optimizer create(Kernels kernels, List<Trained> trained) {
            return new Adam(kernels, trained);
        }

        @Override
        public boolean scalesSteps() {
            return true;
        }
    };

    private final ChoiceText said;
    private final int moments;

    OptimizerKind(String id, String label, String help, int moments) {
        said = new ChoiceText(id, label, help);
        this.moments = moments;
    }

    @Override
    public ChoiceText said() {
        return said;
    }

    /** An optimizer for these matrices, whose moments are 0. */
    abstract Optimizer create(Kernels kernels, List<Trained> trained);

    /** How many matrices of each parameter's shape the rule keeps. */
    public int moments() {
        return moments;
    }

    /** Whether the learning rate alone says how long a step is: small gradients don't make small steps. */
    public boolean scalesSteps() {
        return false;
    }

    /**
     * The optimizer with this id.
     *
     * @throws IllegalArgumentException when it is unknown, naming those that exist
     */
    public static OptimizerKind of(String id) {
        return Choices.of(values(), id, "optimizer");
    }
}
